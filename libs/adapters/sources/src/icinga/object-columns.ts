import type { IcingaObjectType } from './icinga-objects.settings.js'

/** Where objects of a type are in the API, and which of their attributes become columns of the same name. */
export interface ReadableType {
  /** As in the path of the API. */
  readonly plural: string
  readonly attributes: readonly string[]
  /** Columns that come from attributes of another name, or from other objects. */
  readonly derived: readonly string[]
}

const GROUP_ATTRIBUTES = ['display_name']
const COMMAND_ATTRIBUTES = ['command', 'arguments', 'timeout', 'vars']

/** @see Director's import of objects from the Core API, from which the columns are taken */
export const READABLE_TYPES: Readonly<Record<IcingaObjectType, ReadableType>> = {
  Host: {
    plural: 'hosts',
    attributes: [
      'display_name',
      'address',
      'address6',
      'groups',
      'vars',
      'check_command',
      'max_check_attempts',
      'check_period',
      'check_interval',
      'retry_interval',
      'enable_notifications',
      'enable_active_checks',
      'enable_passive_checks',
      'enable_event_handler',
      'enable_flapping',
      'enable_perfdata',
      'event_command',
      'flapping_threshold_high',
      'flapping_threshold_low',
      'volatile',
      'zone',
      'command_endpoint',
      'notes',
      'notes_url',
      'action_url',
      'icon_image',
      'icon_image_alt',
    ],
    derived: ['imports'],
  },
  HostGroup: { plural: 'hostgroups', attributes: GROUP_ATTRIBUTES, derived: [] },
  User: { plural: 'users', attributes: ['display_name', 'email', 'groups', 'vars'], derived: [] },
  UserGroup: { plural: 'usergroups', attributes: GROUP_ATTRIBUTES, derived: [] },
  CheckCommand: { plural: 'checkcommands', attributes: COMMAND_ATTRIBUTES, derived: [] },
  NotificationCommand: { plural: 'notificationcommands', attributes: COMMAND_ATTRIBUTES, derived: [] },
  Endpoint: { plural: 'endpoints', attributes: ['host', 'port', 'log_duration'], derived: ['zone'] },
  Zone: { plural: 'zones', attributes: ['parent'], derived: ['is_global'] },
}
