import { on } from 'node:events'
import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ImportDisplay, type DisplayStream } from './import-display.js'

/** A stream that says it is a terminal, with what was written to it. */
function terminal(isTTY: boolean): { readonly stream: DisplayStream; text(): string } {
  let written = ''
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 100 })
  stream.on('data', (chunk: Buffer) => (written += chunk.toString('utf8')))
  return { stream, text: () => stripVTControlCharacters(written) }
}

describe('ImportDisplay', () => {
  it('shows on a terminal name, rows, rows a second and the time that remains', async () => {
    const { stream, text } = terminal(true)
    let now = 0
    const display = new ImportDisplay(stream, () => now)
    display.start('cmdb')
    now = 2_000
    display.show({ done: 12_000, total: 50_000, unit: 'rows' })
    // The bar draws a few times a second; a wrong text ends in the test's time limit.
    for await (const _drawn of on(stream, 'data')) if (text().includes('12,000')) break
    display.close()
    expect(text()).toContain('cmdb 12,000 of 50,000 rows, 6,000 rows/s, 7s left')
  })

  it('is quiet elsewhere, except for what is said', () => {
    const { stream, text } = terminal(false)
    const display = new ImportDisplay(stream)
    display.start('cmdb')
    display.show({ done: 12_000, unit: 'rows' })
    display.say('a line')
    display.close()
    expect(text()).toBe('a line\n')
  })
})
