import { Option } from 'nest-commander'
import { wholeNumber } from './numbers.js'

/** An option that several commands have. */
export interface SharedOption {
  /** As the command gets it; that of the long flag in camelCase. */
  readonly name: string
  readonly flags: string
  readonly description: string
  readonly required?: boolean
  /** What the command gets without the option. */
  readonly usual?: string | number
  readonly read: (text: string, before?: readonly string[]) => unknown
}

/** For options whose value is the text itself. */
export const asWritten = (text: string): string => text

/** Gives a command options, so that commands that share them cannot differ. */
export function WithOptions(options: readonly SharedOption[]): ClassDecorator {
  return ({ prototype }) => {
    for (const { name, flags, description, required = false, usual, read } of options) {
      // A function of its own for each: the decorator leaves its mark on it.
      const value = (text: string, before?: readonly string[]) => read(text, before)
      const method = { value, configurable: true, enumerable: false, writable: true }
      Object.defineProperty(prototype, name, method)
      Option({ flags, description, required, ...(usual === undefined ? {} : { defaultValue: usual }) })(
        prototype,
        name,
        method,
      )
    }
  }
}

/** `-f` for commands that take fields on the line as well, for `{ file?: string }`. */
export const FIELDS_FILE: SharedOption = {
  name: 'file',
  flags: '-f, --file <path>',
  description: 'YAML or JSON file with the fields; - reads standard input',
  read: asWritten,
}

/** `-f`: the file a command cannot do without, for `{ file: string }`. */
export function WithFile(): ClassDecorator {
  const description = 'YAML or JSON file; - reads standard input'
  return WithOptions([
    { name: 'file', flags: '-f, --file <path>', description, required: true, read: asWritten },
  ])
}

/** `--limit` for `{ limit: number }`. @param usual how many there are without it */
export function WithLimit(usual: number): ClassDecorator {
  const option = { name: 'limit', flags: '--limit <number>', description: 'at most so many' }
  return WithOptions([{ ...option, usual, read: wholeNumber('--limit') }])
}

/** `--revision` for `{ revision?: number }`. @param what is changed, such as `job` */
export function WithRevision(what: string): ClassDecorator {
  const description = `refuse when the ${what} has another revision by now`
  return WithOptions([
    { name: 'revision', flags: '--revision <number>', description, read: wholeNumber('--revision') },
  ])
}

/** `--checksum` for `{ checksum?: string }`: decide only about the rows that were looked at. */
export function WithChecksum(): ClassDecorator {
  const description = 'refuse when other rows are held by now; `imports diff --held` shows it'
  return WithOptions([{ name: 'checksum', flags: '--checksum <hex>', description, read: asWritten }])
}
