import { bytesOf, decodeText } from '@director/filters'

const TYPE = /^(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)*)$/

/** One component of a distinguished name: attribute and value, escapes resolved. */
export interface NameComponent {
  readonly attribute: string
  readonly value: string | Uint8Array
}

/**
 * Takes a distinguished name apart, from left to right; undefined when it is none.
 *
 * Parts joined by `+` stay together in one component. `\,` and `\2c` are both a comma.
 *
 * @example parseDistinguishedName('cn=Doe\\, John,dc=x') // [{ attribute: 'cn', value: 'Doe, John' }, …]
 */
export function parseDistinguishedName(name: string): readonly NameComponent[] | undefined {
  if (name.trim() === '') return []
  const components: NameComponent[] = []
  for (const part of cut(name)) {
    const equals = part.indexOf('=')
    const attribute = part.slice(0, Math.max(equals, 0)).trim()
    if (!TYPE.test(attribute)) return undefined
    const pieces = cut(part.slice(equals + 1), /[+]/)
    if (
      pieces.slice(1).some((piece) => !TYPE.test(piece.split('=')[0]?.trim() ?? '') || !piece.includes('='))
    )
      return undefined
    const values = pieces.map(trimUnescaped)
    if (!values.every(isWellFormed)) return undefined
    components.push({ attribute, value: unescape(values.join('+')) })
  }
  return components
}

/** Cuts at separators that are neither escaped nor quoted. */
function cut(text: string, separator = /[,;]/): string[] {
  const parts: string[] = ['']
  let quoted = false
  for (let index = 0; index < text.length; index += 1) {
    const sign = text.charAt(index)
    const last = parts.length - 1
    if (sign === '\\') {
      parts[last] += text.slice(index, index + 2)
      index += 1
    } else if (!quoted && separator.test(sign)) parts.push('')
    else {
      if (sign === '"') quoted = !quoted
      parts[last] += sign
    }
  }
  return parts
}

function trimUnescaped(value: string): string {
  const trimmed = value.replace(/^ +/, '').replace(/((?:^|[^\\])(?:\\\\)*(?:\\ )?) +$/, '$1')
  return /^".*"$/s.test(trimmed) ? trimmed.slice(1, -1) : trimmed
}

/** Escapes must stand before a sign that needs one or before two hexadecimal digits; `<` and `>` need one. */
function isWellFormed(value: string): boolean {
  return /^(?:[^\\<>]|\\[ ,+"\\<>;=#]|\\[0-9a-fA-F]{2})*$/.test(value)
}

function unescape(value: string): string | Uint8Array {
  if (!value.includes('\\')) return value
  const bytes: number[] = []
  for (const token of value.match(/\\[0-9a-fA-F]{2}|\\?[^]/gu) ?? []) {
    if (/^\\[0-9a-fA-F]{2}$/.test(token)) bytes.push(Number.parseInt(token.slice(1), 16))
    else bytes.push(...bytesOf(token.length > 1 && token.startsWith('\\') ? token.slice(1) : token))
  }
  return decodeText(Uint8Array.from(bytes))
}
