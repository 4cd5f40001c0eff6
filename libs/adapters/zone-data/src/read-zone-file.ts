import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@director/errors'

/** Words of letters, digits, `_`, `+` and `-`, joined by slashes: no dots, so no way out of the folder. */
const ZONE_NAME = /^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/
const NO_SUCH_FILE = ['ENOENT', 'ENOTDIR', 'EISDIR']

/**
 * Reads the compiled file of a zone. A name the platform takes in another spelling (`europe/berlin`) finds its file too.
 *
 * @returns the bytes; undefined when there is no such file, or the name is none of a zone
 * @throws AppError `zone-data.unreadable` when there is a file which cannot be read
 */
export function readZoneFile(folder: string, zone: string): Uint8Array | undefined {
  return readNamed(folder, zone) ?? readNamed(folder, platformSpelling(zone))
}

function readNamed(folder: string, zone: string): Uint8Array | undefined {
  if (!ZONE_NAME.test(zone)) return undefined
  const file = join(folder, zone)
  try {
    return readFileSync(file)
  } catch (cause) {
    if (NO_SUCH_FILE.includes(Object(cause).code)) return undefined
    throw new AppError('zone-data.unreadable', `the zone file ${file} cannot be read`, {
      remedy: 'Let the user of this process read it, or install the package tzdata again',
      cause,
    })
  }
}

function platformSpelling(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    return zone
  }
}
