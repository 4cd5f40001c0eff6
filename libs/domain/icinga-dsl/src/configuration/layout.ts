import type { IcingaObject } from '@director/icinga-objects'

/** The two zones objects go to when they name none. */
export interface ConfigurationLayout {
  /** Where checks are scheduled: hosts. On a Debian package nobody configured it has the node's name. */
  readonly masterZone: string
  /** Known to every node: templates, groups, periods. */
  readonly globalZone: string
}

/** Zone a packaged Icinga brings for Director's objects. */
export const DEFAULT_GLOBAL_ZONE = 'director-global'

const FILE_NAMES: Readonly<Record<string, string>> = {
  Host: 'host',
  HostGroup: 'hostgroup',
  TimePeriod: 'timeperiod',
}

/**
 * The file an object is written to: Director's names below `zones.d/<zone>/`, so that operators find their way.
 * Templates go to the global zone once, where Director repeats host templates in every zone.
 *
 * @param zone the object's own or inherited zone
 */
export function pathOf(object: IcingaObject, zone: string | undefined, layout: ConfigurationLayout): string {
  const stem = FILE_NAMES[object.type] ?? object.type.toLowerCase()
  const file = object.kind === 'template' ? `${stem}_templates.conf` : `${stem}s.conf`
  const usualZone = object.kind === 'object' && object.type === 'Host' ? layout.masterZone : layout.globalZone
  return `zones.d/${zone ?? usualZone}/${file}`
}
