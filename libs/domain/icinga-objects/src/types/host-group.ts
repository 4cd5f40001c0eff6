import type { ObjectType } from './object-type.js'

/** @see Icinga 2 manual, "Object Types: HostGroup". Its zone is always the global one, so there is none to set. */
export const HOST_GROUP: ObjectType = {
  name: 'HostGroup',
  directorName: 'hostgroup',
  title: 'host group',
  kinds: ['object', 'template', 'external'],
  hasVars: false,
  properties: [
    { name: 'display_name', kind: 'string', rendered: true, maximumLength: 255 },
    { name: 'assign_filter', kind: 'filter', rendered: true },
  ],
}
