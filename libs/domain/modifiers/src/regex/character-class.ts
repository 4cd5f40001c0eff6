import { namedSet, printSet, rangeSet, type CharacterSet } from './character-set.js'
import { readEscape, type EscapedCharacter } from './escapes.js'
import type { PatternCursor } from './pattern-cursor.js'

/**
 * Reads `[…]`, the opening bracket already taken, and writes it for our engine.
 *
 * A closing bracket standing first is a member; `[:alpha:]` and its kin, ranges, escapes and `\Q…\E` are known.
 */
export function readClass(cursor: PatternCursor, ignoreCase: boolean): string {
  const negated = cursor.take('^')
  const sets: CharacterSet[] = []
  for (let first = true; first || cursor.peek() !== ']'; first = false) {
    if (cursor.atEnd) cursor.refuse('"]" at the end of the character class')
    readItem(cursor, ignoreCase, sets)
  }
  cursor.next()
  return printSet(sets, negated)
}

function readItem(cursor: PatternCursor, ignoreCase: boolean, sets: CharacterSet[]): void {
  const { unicode } = cursor
  const posix = cursor.match(/^\[:(\^?)([a-z]+):\]/)
  if (posix !== null) {
    const set = namedSet(foldPosix(posix[2] ?? '', ignoreCase), unicode, posix[1] === '^')
    sets.push(set ?? cursor.refuse('a known POSIX class before this'))
    refuseRange(cursor)
    return
  }
  if (cursor.take('\\Q')) {
    for (const character of cursor.skipPast('\\E')) sets.push(single(character.codePointAt(0) ?? 0))
    return
  }
  const from = readMember(cursor)
  if (from.kind === 'set') {
    sets.push(from.set)
    refuseRange(cursor)
    return
  }
  const isRange = cursor.peek() === '-' && cursor.peek(1) !== ']' && cursor.peek(1) !== ''
  if (!isRange) {
    sets.push(single(from.code))
    return
  }
  cursor.next()
  const to = readMember(cursor)
  if (to.kind === 'set' || to.code < from.code) cursor.refuse('a range in ascending order before this')
  sets.push(rangeSet(from.code, to.code, unicode, ignoreCase))

  function single(code: number): CharacterSet {
    return rangeSet(code, code, unicode, ignoreCase)
  }
}

/** A set such as `\w` cannot be the start of a range: `[\w-.]` is a mistake, `[\w-]` is not. */
function refuseRange(cursor: PatternCursor): void {
  if (cursor.peek() === '-' && cursor.peek(1) !== ']') cursor.refuse('no range that starts with a set')
}

function readMember(cursor: PatternCursor): EscapedCharacter {
  if (!cursor.take('\\')) return { kind: 'character', code: cursor.next().codePointAt(0) ?? 0 }
  if (cursor.take('b')) return { kind: 'character', code: 8 }
  return readEscape(cursor, true) ?? cursor.refuse('a known escape in the character class')
}

function foldPosix(name: string, ignoreCase: boolean): string {
  return ignoreCase && (name === 'lower' || name === 'upper') ? 'alpha' : name
}
