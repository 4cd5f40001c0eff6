import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'

const RELEASE = /^\d{4}[a-z]+$/
const FIRST_LINE_BYTES = 64

/**
 * The release of the tz database a folder of zone files was made from; undefined when the folder does not say.
 *
 * @see tz database: the first line of `tzdata.zi` is `# version 2026f`; macOS and BSD keep a file `+VERSION`
 */
export function folderVersion(folder: string): string | undefined {
  const fromSource = /^# version (\S+)/.exec(firstLine(join(folder, 'tzdata.zi')))?.[1]
  const version = fromSource ?? wholeText(join(folder, '+VERSION')).trim()
  return RELEASE.test(version) ? version : undefined
}

function firstLine(file: string): string {
  try {
    const descriptor = openSync(file, 'r')
    try {
      const bytes = Buffer.alloc(FIRST_LINE_BYTES)
      const length = readSync(descriptor, bytes, 0, FIRST_LINE_BYTES, 0)
      return bytes.toString('latin1', 0, length)
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return ''
  }
}

function wholeText(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}
