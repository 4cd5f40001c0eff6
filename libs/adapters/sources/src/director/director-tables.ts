/** How a column becomes a value: `y`/`n` is a flag; digits of a number may be stored as text. */
export type ColumnKind = 'text' | 'number' | 'flag'

/** A table that joins objects to the names of others. */
interface NameList {
  readonly table: string
  /** Column of the joining table with the id of the named object. */
  readonly column: string
  /** Table of the named objects. */
  readonly names: string
}

/** Where Icinga Director keeps the objects of a type; every property under the name Director gives it. */
export interface DirectorTable {
  readonly table: string
  /** Column by which the other tables name an object of this one. */
  readonly owner: string
  readonly columns: Readonly<Record<string, ColumnKind>>
  /** One other object: property → its table. The column is the property with `_id`. */
  readonly references: Readonly<Record<string, string>>
  readonly lists?: Readonly<Record<string, NameList>>
  /** Words that replace, extend or reduce what is inherited: property → table. */
  readonly sets?: Readonly<Record<string, string>>
  readonly vars?: string
  readonly ranges?: string
}

const PERIOD_LIST = { names: 'icinga_timeperiod' }

/** The types that can be read. The names of a service, a notification and the like are unique only with their host. */
export const DIRECTOR_TABLES = {
  Host: {
    table: 'icinga_host',
    owner: 'host_id',
    columns: {
      display_name: 'text',
      address: 'text',
      address6: 'text',
      max_check_attempts: 'number',
      check_interval: 'number',
      retry_interval: 'number',
      check_timeout: 'number',
      enable_notifications: 'flag',
      enable_active_checks: 'flag',
      enable_passive_checks: 'flag',
      enable_event_handler: 'flag',
      enable_flapping: 'flag',
      enable_perfdata: 'flag',
      flapping_threshold_high: 'number',
      flapping_threshold_low: 'number',
      volatile: 'flag',
      notes: 'text',
      notes_url: 'text',
      action_url: 'text',
      icon_image: 'text',
      icon_image_alt: 'text',
      has_agent: 'flag',
      master_should_connect: 'flag',
      accept_config: 'flag',
      custom_endpoint_name: 'text',
    },
    references: {
      check_command: 'icinga_command',
      check_period: 'icinga_timeperiod',
      event_command: 'icinga_command',
      zone: 'icinga_zone',
      command_endpoint: 'icinga_endpoint',
      template_choice: 'icinga_host_template_choice',
    },
    lists: { groups: { table: 'icinga_hostgroup_host', column: 'hostgroup_id', names: 'icinga_hostgroup' } },
    vars: 'icinga_host_var',
  },
  HostGroup: {
    table: 'icinga_hostgroup',
    owner: 'hostgroup_id',
    columns: { display_name: 'text', assign_filter: 'text' },
    references: {},
  },
  ServiceGroup: {
    table: 'icinga_servicegroup',
    owner: 'servicegroup_id',
    columns: { display_name: 'text', assign_filter: 'text' },
    references: {},
  },
  User: {
    table: 'icinga_user',
    owner: 'user_id',
    columns: { display_name: 'text', email: 'text', pager: 'text', enable_notifications: 'flag' },
    references: { period: 'icinga_timeperiod', zone: 'icinga_zone' },
    lists: { groups: { table: 'icinga_usergroup_user', column: 'usergroup_id', names: 'icinga_usergroup' } },
    sets: { states: 'icinga_user_states_set', types: 'icinga_user_types_set' },
    vars: 'icinga_user_var',
  },
  UserGroup: {
    table: 'icinga_usergroup',
    owner: 'usergroup_id',
    columns: { display_name: 'text' },
    references: { zone: 'icinga_zone' },
  },
  TimePeriod: {
    table: 'icinga_timeperiod',
    owner: 'timeperiod_id',
    columns: { display_name: 'text', update_method: 'text', prefer_includes: 'flag' },
    references: { zone: 'icinga_zone' },
    lists: {
      includes: { table: 'icinga_timeperiod_include', column: 'include_id', ...PERIOD_LIST },
      excludes: { table: 'icinga_timeperiod_exclude', column: 'exclude_id', ...PERIOD_LIST },
    },
    ranges: 'icinga_timeperiod_range',
  },
  Endpoint: {
    table: 'icinga_endpoint',
    owner: 'endpoint_id',
    columns: { host: 'text', port: 'number', log_duration: 'text' },
    references: { apiuser: 'icinga_apiuser', zone: 'icinga_zone' },
  },
  Zone: {
    table: 'icinga_zone',
    owner: 'zone_id',
    columns: { is_global: 'flag' },
    references: { parent: 'icinga_zone' },
  },
} as const satisfies Readonly<Record<string, DirectorTable>>

/** Icinga's name of a type that can be read from a Director's database. */
export type DirectorObjectType = keyof typeof DIRECTOR_TABLES

/** Tells whether objects of a type can be read from a Director's database. */
export function isDirectorObjectType(type: string): type is DirectorObjectType {
  return Object.hasOwn(DIRECTOR_TABLES, type)
}

/** The properties an object of that table may have, beside its name, kind, imports and variables. */
export function propertiesOf(table: DirectorTable): readonly string[] {
  const { columns, references, lists = {}, sets = {}, ranges } = table
  return [
    ...Object.keys(columns),
    ...Object.keys(references),
    ...Object.keys(lists),
    ...Object.keys(sets),
    ...(ranges === undefined ? [] : ['ranges']),
  ]
}
