import { shown, type Problem } from '@director/errors'
import type { IcingaObject } from '@director/icinga-objects'
import { inheritedValue } from './template-catalogue.js'

/**
 * Finds what Icinga would refuse the whole configuration for, so that the operator reads the object's name here and
 * not a parser's message after the upload. Only what is certain without knowing the rest of Icinga's configuration.
 *
 * @param lineage the object and all it inherits from, strongest first
 * @see Icinga 2 manual, "Object Types: Host" (`check_command` is required); names may not contain `!`
 */
export function checkObject(lineage: readonly IcingaObject[]): readonly Problem[] {
  const [object, ...ancestors] = lineage
  if (object === undefined) return []
  if (object.disabled) return checkZone(object, lineage)
  return [
    ...checkName(object),
    ...checkAncestors(object, ancestors),
    ...checkZone(object, lineage),
    ...checkCommand(object, lineage),
  ]
}

/** Where a problem is: `Host "web1"`. */
export function placeOf(object: IcingaObject): string {
  return `${object.type} "${object.name}"`
}

function checkName(object: IcingaObject): readonly Problem[] {
  if (!object.name.includes('!')) return []
  return [{ place: placeOf(object), expected: 'a name without "!"', received: shown(object.name) }]
}

function checkAncestors(object: IcingaObject, ancestors: readonly IcingaObject[]): readonly Problem[] {
  return ancestors
    .filter((template) => template.disabled)
    .map(({ name }) => ({
      place: placeOf(object),
      expected: 'imports of enabled templates',
      received: `"${name}", which is disabled`,
    }))
}

// The zone becomes a folder.
function checkZone(object: IcingaObject, lineage: readonly IcingaObject[]): readonly Problem[] {
  const zone = inheritedValue(lineage, 'zone')
  if (zone.kind !== 'value' || (typeof zone.value === 'string' && /^(?!\.)[^/\\]*$/.test(zone.value)))
    return []
  return [
    {
      place: placeOf(object),
      expected: 'a zone name without slashes or a leading dot',
      received: shown(zone.value),
    },
  ]
}

function checkCommand(object: IcingaObject, lineage: readonly IcingaObject[]): readonly Problem[] {
  if (object.type !== 'Host' || object.kind !== 'object') return []
  const command = inheritedValue(lineage, 'check_command')
  if (command.kind === 'unknown' || (command.kind === 'value' && command.value !== '')) return []
  return [
    {
      place: placeOf(object),
      expected: 'a check command, its own or of a template it imports',
      received: 'none',
    },
  ]
}
