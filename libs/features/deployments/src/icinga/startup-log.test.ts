import { describe, expect, it } from 'vitest'
import { reasonOf, shortenStartupLog } from './startup-log.js'

const STAGE = 'a7b3501f-a3b4-4c24-9889-7ecdec3f6d96'
const PATH = `/var/lib/icinga2/api/packages/director/${STAGE}/zones.d/master/hosts.conf`
const REFUSED = `[2026-11-22 12:05:50 +0000] information/cli: Loading configuration file(s).
[2026-11-22 12:05:50 +0000] critical/config: Error: Validation failed for object 'web1' of type 'Host'; Attribute 'check_command': Object 'x' of type 'CheckCommand' does not exist.
Location: in ${PATH}: 2:2-2:27
${PATH}(1): object Host "web1" {
${PATH}(2):  check_command = "x"
              ^^^^^^^^^^^^^^^^^^^^
[2026-11-22 12:05:50 +0000] critical/config: 1 error
[2026-11-22 12:05:50 +0000] critical/cli: Config validation failed. Re-run with 'icinga2 daemon -C' after fixing the config.
`

describe('reasonOf', () => {
  it('tells the error and its place below the stage, and nothing else', () => {
    expect(reasonOf(REFUSED, STAGE)).toBe(
      `Error: Validation failed for object 'web1' of type 'Host'; Attribute 'check_command': Object 'x' of type 'CheckCommand' does not exist.
Location: in zones.d/master/hosts.conf: 2:2-2:27`,
    )
  })

  it('shows the end of a log that names no error', () => {
    const lines = Array.from({ length: 9 }, (_, index) => `line ${index}`)
    expect(reasonOf(lines.join('\n'), STAGE)).toContain('line 8')
  })

  it('is short enough for a list, however many errors there are', () => {
    expect(reasonOf(REFUSED.repeat(500), STAGE).length).toBeLessThan(1_600)
  })
})

describe('shortenStartupLog', () => {
  it('keeps a log of usual length', () => {
    expect(shortenStartupLog(REFUSED)).toBe(REFUSED)
  })

  it('keeps beginning and end of a long one, in whole lines', () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index}\n`)
    const shortened = shortenStartupLog(lines.join(''))
    expect(shortened.length).toBeLessThan(42_000)
    expect(shortened).toMatch(
      /^line 0\nline 1\n[\s\S]*\n\[… \d+ characters left out …\]\nline \d+\n[\s\S]*line 19999\n$/,
    )
  })
})
