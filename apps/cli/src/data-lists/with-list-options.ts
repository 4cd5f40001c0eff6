import { asWritten, FIELDS_FILE, WithOptions, type SharedOption } from '../arguments/with-options.js'

/** The options `create` and `edit` have in common. */
export interface ListOptions {
  readonly file?: string
  readonly entries?: string
  readonly description?: string
}

const DESCRIPTION: SharedOption = {
  name: 'description',
  flags: '--description <text>',
  description: 'what the list is for',
  read: asWritten,
}

/** `--entries` for `{ entries?: string }`. @param file what is in it, such as `file with all entries` */
export function WithEntries(file: string): ClassDecorator {
  return WithOptions([entriesIn(file)])
}

/** The options of {@link ListOptions}. @param file what is in that of `--entries` */
export function WithListOptions(file: string): ClassDecorator {
  return WithOptions([FIELDS_FILE, entriesIn(file), DESCRIPTION])
}

function entriesIn(file: string): SharedOption {
  const description = `${file}: CSV (.csv, .tsv), YAML or JSON`
  return { name: 'entries', flags: '--entries <path>', description, read: asWritten }
}
