import type { StoredFile } from '@director/database'
import { AppError } from '@director/errors'
import type { IcingaApi } from '@director/icinga-api'
import type { JobLog } from '@director/kit'

const NOT_READABLE = new Set(['icinga.forbidden', 'icinga.not-found'])

/**
 * Makes sure that Icinga knows the zones objects are written to. It would refuse the configuration otherwise, once for
 * every object; a fresh Debian package, for one, has a zone named after the node and none named `master`.
 *
 * @throws AppError `deployment.unknown-zone` with the zones there are
 */
export async function checkZones(api: IcingaApi, files: readonly StoredFile[], log: JobLog): Promise<void> {
  const known = await knownZones(api, log)
  if (known === undefined) return
  const written = new Set(files.map((file) => file.path.split('/')[1] ?? ''))
  const unknown = [...written].filter((zone) => !known.includes(zone))
  if (unknown.length === 0) return
  throw new AppError('deployment.unknown-zone', `Icinga does not know the zone ${quoted(unknown)}`, {
    expected: `one of ${quoted(known)}`,
    received: quoted(unknown),
    remedy: 'Set DIRECTOR_ICINGA_ZONE to the zone of the master, or define the zone in Icinga’s zones.conf',
  })
}

async function knownZones(api: IcingaApi, log: JobLog): Promise<readonly string[] | undefined> {
  try {
    return await api.zoneNames()
  } catch (error) {
    // Icinga hides what a user may not read behind "No objects found".
    if (!(error instanceof AppError) || !NOT_READABLE.has(error.code)) throw error
    log.debug('zones were not checked: the API user may not read them')
    return undefined
  }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}
