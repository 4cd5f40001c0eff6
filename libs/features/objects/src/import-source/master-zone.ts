import type { IcingaObject } from '@director/icinga-objects'

/** The name where nothing else says which zone it is. */
const USUAL_NAME = 'master'

/**
 * The name of the zone in which a Director deploys: the only zone that is neither global nor below another one.
 *
 * @see Icinga Director: detects its master zone like this unless a setting names it
 */
export function masterZoneOf(zones: readonly IcingaObject[]): string {
  const roots = zones.filter(
    ({ kind, properties }) =>
      kind !== 'template' && properties['parent'] === undefined && properties['is_global'] !== true,
  )
  const [only] = roots
  return roots.length === 1 && only !== undefined ? only.name : USUAL_NAME
}
