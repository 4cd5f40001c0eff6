import { namedSet, propertySet, type CharacterSet } from './character-set.js'
import type { PatternCursor } from './pattern-cursor.js'

/** What an escape stands for: one character or a set of them. */
export type EscapedCharacter =
  { readonly kind: 'character'; readonly code: number } | { readonly kind: 'set'; readonly set: CharacterSet }

const CONTROL: Readonly<Record<string, number>> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9 }

/**
 * Reads an escape that may stand inside and outside of `[…]`; the backslash is already taken.
 *
 * @param insideClass whether a digit starts an octal number (inside) or may be a back reference (outside)
 * @returns undefined when it is something else: an assertion, a back reference
 */
export function readEscape(cursor: PatternCursor, insideClass: boolean): EscapedCharacter | undefined {
  if (cursor.atEnd) cursor.refuse('a character after the backslash')
  const sign = cursor.peek()
  const numeric = readCode(cursor, insideClass)
  if (numeric !== undefined) return { kind: 'character', code: numeric }
  const set = readSet(cursor)
  if (set !== undefined) return { kind: 'set', set }
  if (/[A-Za-z0-9]/.test(sign)) return undefined
  return { kind: 'character', code: cursor.next().codePointAt(0) ?? 0 }
}

function readCode(cursor: PatternCursor, insideClass: boolean): number | undefined {
  const hexadecimal = cursor.match(/^x(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{0,2}))/)
  if (hexadecimal !== null)
    return checkCode(cursor, Number.parseInt(hexadecimal[1] ?? `0${hexadecimal[2] ?? ''}`, 16))
  const octal =
    cursor.match(/^o\{([0-7]+)\}/) ?? cursor.match(insideClass ? /^([0-7]{1,3})/ : /^(0[0-7]{0,2})/)
  if (octal !== null) return checkCode(cursor, Number.parseInt(octal[1] ?? '0', 8))
  const control = cursor.match(/^c([ -~])/)
  if (control !== null) return (control[1] ?? '@').toUpperCase().charCodeAt(0) ^ 64
  const known = CONTROL[cursor.peek()]
  if (known !== undefined) cursor.next()
  return known
}

function checkCode(cursor: PatternCursor, code: number): number {
  if (code > (cursor.unicode ? 0x10ffff : 0xff)) cursor.refuse('a character number in range')
  return code
}

function readSet(cursor: PatternCursor): CharacterSet | undefined {
  const property = cursor.match(/^([pP])(?:\{(\^?)([^}]*)\}|([A-Z]))/)
  if (property !== null) {
    const negated = (property[1] === 'P') !== (property[2] === '^')
    const set = propertySet(property[3] ?? property[4] ?? '', cursor.unicode, negated)
    return set ?? cursor.refuse('a known Unicode property before this')
  }
  const letter = cursor.peek()
  if (!'dDwWsShHvV'.includes(letter) || letter === '') return undefined
  cursor.next()
  return namedSet(letter.toLowerCase(), cursor.unicode, letter !== letter.toLowerCase())
}
