import { textOf, type Value } from '@director/filters'

/** Tells whether a value is empty or consists of white space and NUL only. */
export function isBlank(value: Value): boolean {
  if (value instanceof Uint8Array)
    return value.every((code) => ' \t\n\r\0\v'.includes(String.fromCharCode(code)))
  return /^[ \t\n\r\0\v]*$/.test(textOf(value))
}
