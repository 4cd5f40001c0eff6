import { folderVersion } from './folder-version.js'
import { readZoneFile } from './read-zone-file.js'
import { ZoneData } from './zone-data.js'

/** Where zone data may come from; the defaults are this system and this Node. */
export interface ZoneDataOptions {
  /** Folder of compiled zone files. */
  readonly folder?: string
  /** Release the platform's `Intl` was made with. */
  readonly platformVersion?: string | undefined
}

/**
 * Chooses the newer one of two sets of zone data: the platform's own and the system's files, which Icinga 2 reads.
 *
 * The files are read zone by zone, when one is asked for first. An update of them counts from the next start on.
 *
 * @example openZoneData().version // '2026f'
 */
export function openZoneData(options: ZoneDataOptions = {}): ZoneData {
  const { folder = '/usr/share/zoneinfo', platformVersion = process.versions.tz } = options
  const version = folderVersion(folder)
  if (version === undefined || !isNewer(version, platformVersion)) return new ZoneData(platformVersion)
  return new ZoneData(platformVersion, { version, read: (zone) => readZoneFile(folder, zone) })
}

// Releases are a year and letters: 2025c, 2026a … 2026z, 2026za. So the order of the text is that of time.
function isNewer(version: string, than: string | undefined): boolean {
  return than === undefined || version > than
}
