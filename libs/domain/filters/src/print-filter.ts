import type { Filter } from './filter.js'

/**
 * Writes a filter back in the form it is stored in.
 *
 * @example printFilter(parseFilter('host.name="web*"')) // 'host.name=%22web%2A%22'
 */
export function printFilter(filter: Filter): string {
  return print(filter, true)
}

function print(filter: Filter, outermost: boolean): string {
  if (filter.kind === 'not') return `!${print(filter.member, false)}`
  if (filter.kind === 'expression') {
    if (filter.value === true) return filter.column
    const value =
      typeof filter.value === 'string' ? encode(filter.value) : `(${filter.value.map(encode).join('|')})`
    return `${filter.column}${filter.operator}${value}`
  }
  const members = filter.members.map((member) => print(member, false)).filter((member) => member !== '')
  if (members.length === 0) return ''
  const text = members.join(filter.kind === 'or' ? '|' : '&')
  return outermost ? text : `(${text})`
}

/** Percent-encoding of everything but letters, digits, `-`, `_`, `.` and `~` (RFC 3986). */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
