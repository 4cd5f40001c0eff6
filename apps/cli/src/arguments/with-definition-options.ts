import { wholeNumber } from './numbers.js'
import { asWritten, FIELDS_FILE, WithOptions, type SharedOption } from './with-options.js'

const collected = (text: string, before: readonly string[] = []) => [...before, text]

/** The options `jobs create` and `jobs edit` have in common; the names are those of `DefinitionOptions`. */
const OPTIONS: readonly SharedOption[] = [
  FIELDS_FILE,
  {
    name: 'set',
    flags: '--set <key=value>',
    description: 'one setting, repeatable; dots go deeper: limits.rows=10',
    read: collected,
  },
  {
    name: 'settingsFile',
    flags: '--settings-file <path>',
    description: 'YAML or JSON file with settings; --set wins over it',
    read: asWritten,
  },
  {
    name: 'interval',
    flags: '--interval <seconds>',
    description: 'seconds between two starts; 0: again as soon as it ended',
    read: wholeNumber('--interval'),
  },
  {
    name: 'period',
    flags: '--period <name>',
    description: 'time period outside which the job does not run; "" for none',
    read: asWritten,
  },
  {
    name: 'timeZone',
    flags: '--time-zone <name>',
    description: 'zone of the time period, such as Europe/Berlin',
    read: asWritten,
  },
  {
    name: 'lane',
    flags: '--lane <name>',
    description: 'lane to queue in; "default" carries out one run at a time',
    read: asWritten,
  },
  {
    name: 'timeout',
    flags: '--timeout <seconds>',
    description: 'seconds after which a run is stopped',
    read: wholeNumber('--timeout'),
  },
  {
    name: 'delivery',
    flags: '--delivery <mode>',
    description: 'after a lost run: at-least-once (try again) or at-most-once',
    read: asWritten,
  },
  {
    name: 'note',
    flags: '--note <text>',
    description: 'anything worth knowing about the job',
    read: asWritten,
  },
]

/** Gives a command the options that are fields of a definition, so that `create` and `edit` cannot differ. */
export function WithDefinitionOptions(): ClassDecorator {
  return WithOptions(OPTIONS)
}
