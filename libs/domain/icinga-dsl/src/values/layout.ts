export const INDENT = '    '
// Director's limit: from here on a list has one item a line.
const LONG_LIST = 60

/** `key = value` as a line of its own; further lines of the value are indented alike. */
export function renderKeyValue(key: string, value: string, indent: string): string {
  return `${indent}${key} = ${value.replaceAll('\n', `\n${indent}`)}\n`
}

/** A list of values that are rendered already. */
export function renderList(items: readonly string[]): string {
  const line = `[ ${items.join(', ')} ]`
  if (items.length === 0 || line.length < LONG_LIST) return line
  const lines = items.map((item) => INDENT + item.replaceAll('\n', `\n${INDENT}`))
  return `[\n${lines.join(',\n')}\n]`
}

/** A dictionary of keys and values that are rendered and in order already. */
export function renderDictionary(entries: readonly (readonly [key: string, value: string])[]): string {
  if (entries.length === 0) return '{}'
  return `{\n${entries.map(([key, value]) => renderKeyValue(key, value, INDENT)).join('')}}`
}
