import { patternError, type DelimitedPattern } from './delimited-pattern.js'
import { finishTranslation, GroupStack, type TranslatedPattern } from './group-stack.js'
import { namedSet, printCharacter, printSet } from './character-set.js'
import { readClass } from './character-class.js'
import { readEscape } from './escapes.js'
import { readGroup } from './group-openings.js'
import { PatternCursor } from './pattern-cursor.js'

// Any character is written [\s\S]: V8 of Node 20 does not match [^]* under the v flag.
const START = '(?<![\\s\\S])'
const END = '(?![\\s\\S])'

/**
 * Translates a Perl-compatible pattern into one for JavaScript's engine with the same meaning.
 *
 * Possessive quantifiers and atomic groups are emulated; recursion, conditions and control verbs are refused.
 *
 * @param source the pattern; without the `u` flag one character per byte
 * @throws AppError `modifier.pattern` with the position
 */
export function translatePattern(
  { flags }: DelimitedPattern,
  source: string,
  whole: string,
): TranslatedPattern {
  const cursor = new PatternCursor(source, flags.unicode, whole)
  const stack = new GroupStack(flags)
  while (!cursor.atEnd) readNext(cursor, stack)
  if (stack.depth > 0) cursor.refuse('")"')
  try {
    return finishTranslation(stack)
  } catch (error) {
    throw patternError(
      whole,
      `a pattern without mistakes (${error instanceof Error ? error.message : 'unknown'})`,
    )
  }
}

function readNext(cursor: PatternCursor, stack: GroupStack): void {
  const { options } = stack
  if (options.extended && skipIgnored(cursor)) return
  const sign = cursor.next()
  if (sign === '\\') readOutsideEscape(cursor, stack)
  else if (sign === '[') stack.addAtom(readClass(cursor, options.ignoreCase), 1)
  else if (sign === '(') readGroup(cursor, stack)
  else if (sign === ')') {
    if (stack.depth === 0) cursor.refuse('no unmatched ")" before this')
    stack.close()
  } else if (sign === '|') stack.startBranch()
  else if (sign === '.') stack.addAtom(options.dotAll ? '[\\s\\S]' : '[^\\n]', 1)
  else if (sign === '^') stack.addAssertion(options.multiline ? `(?:${START}|(?<=\\n)(?=[\\s\\S]))` : START)
  else if (sign === '$') stack.addAssertion(dollar(options))
  else if (!readQuantifier(sign, cursor, stack)) addCharacter(sign, cursor, stack)
}

function dollar({ multiline, dollarEndOnly }: { multiline: boolean; dollarEndOnly: boolean }): string {
  if (multiline) return `(?=\\n|${END})`
  return dollarEndOnly ? END : `(?=\\n?${END})`
}

function skipIgnored(cursor: PatternCursor): boolean {
  if (/^[ \t\n\v\f\r]$/.test(cursor.peek())) cursor.next()
  else if (cursor.peek() === '#') cursor.skipPast('\n')
  else return false
  return true
}

function addCharacter(character: string, cursor: PatternCursor, stack: GroupStack): void {
  stack.addAtom(printCharacter(character.codePointAt(0) ?? 0, cursor.unicode, stack.options.ignoreCase), 1)
}

/** Takes `*`, `+`, `?`, `{n,m}` with what follows; false when the sign is an ordinary character. */
function readQuantifier(sign: string, cursor: PatternCursor, stack: GroupStack): boolean {
  const bounds = sign === '{' ? cursor.match(/^(\d+)(?:(,)(\d*))?\}/) : null
  if (bounds === null && !'*+?'.includes(sign)) return false
  const least = bounds === null ? Number(sign === '+') : Number(bounds[1])
  const text = bounds === null ? sign : `{${bounds[0]}`
  const greed = cursor.match(/^[?+]/)?.[0]
  if (!stack.quantify(text, least, greed)) cursor.refuse('something to repeat before the quantifier')
  return true
}

function readOutsideEscape(cursor: PatternCursor, stack: GroupStack): void {
  if (cursor.take('Q')) {
    for (const character of cursor.skipPast('\\E')) addCharacter(character, cursor, stack)
    return
  }
  if (cursor.take('E') || readBackReference(cursor, stack)) return
  const escaped = readEscape(cursor, false)
  if (escaped?.kind === 'character') addCharacter(String.fromCodePoint(escaped.code), cursor, stack)
  else if (escaped?.kind === 'set') stack.addAtom(printSet([escaped.set], false), 1)
  else readAssertion(cursor, stack)
}

/** `\1`, `\g2`, `\g{-1}`, `\k<name>`, `\k{name}`, `\k'name'`. */
function readBackReference(cursor: PatternCursor, stack: GroupStack): boolean {
  const number = cursor.match(/^([1-9])(?!\d)/) ?? cursor.match(/^g\{?([+-]?\d+)\}?/)
  const name = number === null ? cursor.match(/^(?:k|g)(?:\{(\w+)\}|<(\w+)>|'(\w+)')/) : null
  const reference = number?.[1] ?? name?.[1] ?? name?.[2] ?? name?.[3]
  if (reference === undefined) return readLongNumber(cursor, stack)
  if (!stack.addBackReference(reference)) cursor.refuse(`a group "${reference}" for this back reference`)
  return true
}

/** Several digits are a back reference when there are that many groups by now, else an octal number. */
function readLongNumber(cursor: PatternCursor, stack: GroupStack): boolean {
  const digits = cursor.looksAtMatch(/^[1-9]\d+/)
  if (digits === undefined) return false
  if (stack.addBackReference(digits)) {
    cursor.position += digits.length
    return true
  }
  const octal = cursor.match(/^[0-7]{1,3}/) ?? cursor.refuse('a back reference or an octal number')
  addCharacter(String.fromCodePoint(Number.parseInt(octal[0], 8)), cursor, stack)
  return true
}

function readAssertion(cursor: PatternCursor, stack: GroupStack): void {
  const letter = cursor.next()
  if (letter === 'A') stack.addAssertion(START)
  else if (letter === 'z') stack.addAssertion(END)
  else if (letter === 'Z') stack.addAssertion(`(?=\\n?${END})`)
  else if (letter === 'K' && stack.depth === 0) stack.forgetBranch()
  else if (letter === 'N') stack.addAtom('[^\\n]', 1)
  else if (letter === 'R')
    stack.addAtom(`(?:\\r\\n|[\\n\\v\\f\\r\\x85${cursor.unicode ? '\\u2028\\u2029' : ''}])`, 1)
  else if (letter === 'b' || letter === 'B') stack.addAssertion(wordBorder(cursor.unicode, letter === 'B'))
  else {
    cursor.position -= 1
    cursor.refuse('a known escape (this one is not supported)')
  }
}

function wordBorder(unicode: boolean, negated: boolean): string {
  if (!unicode) return negated ? '\\B' : '\\b'
  const set = namedSet('w', true, false)
  const word = set === undefined ? '' : printSet([set], false)
  const inside = `(?<=${word})(?=${word})|(?<!${word})(?!${word})`
  return negated ? `(?:${inside})` : `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`
}
