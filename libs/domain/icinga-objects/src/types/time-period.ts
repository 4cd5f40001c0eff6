import type { ObjectType } from './object-type.js'

/** @see Icinga 2 manual, "Object Types: TimePeriod". */
export const TIME_PERIOD: ObjectType = {
  name: 'TimePeriod',
  directorName: 'timePeriod',
  title: 'time period',
  kinds: ['object', 'template', 'external'],
  hasVars: false,
  properties: [
    { name: 'display_name', kind: 'string', rendered: true, maximumLength: 255 },
    { name: 'update_method', kind: 'string', rendered: false, maximumLength: 64 },
    { name: 'zone', kind: 'reference', refersTo: 'Zone', rendered: false },
    { name: 'prefer_includes', kind: 'boolean', rendered: true },
    { name: 'includes', kind: 'references', refersTo: 'TimePeriod', rendered: true },
    { name: 'excludes', kind: 'references', refersTo: 'TimePeriod', rendered: true },
    { name: 'ranges', kind: 'ranges', rendered: true },
  ],
}
