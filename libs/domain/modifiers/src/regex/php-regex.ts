import { bytesOf, decodeText, isAscii, textOf, type Value } from '@director/filters'
import { patternError, splitPattern } from './delimited-pattern.js'
import { MatchFinder } from './match-finder.js'
import { parseReplacement } from './replacement.js'
import { translatePattern } from './translate-pattern.js'

/** A pattern made ready, with the results PHP's `preg_` functions give. */
export interface PhpRegex {
  readonly test: (subject: Value) => boolean
  /** Makes a replacement of all matches ready. */
  readonly replacer: (replacement: string) => (subject: Value) => Replaced
  /** The parts between matches, without empty ones; undefined when the `u` flag meets bytes that are not UTF-8. */
  readonly split: (subject: Value) => readonly Value[] | undefined
}

/** Result of a replacement; the value is null when the `u` flag meets bytes that are not UTF-8. */
export interface Replaced {
  readonly value: Value
  readonly matched: boolean
}

/**
 * Makes a pattern with delimiters ready, once for many values.
 *
 * Without the `u` flag pattern and values are bytes, so `.` is half an umlaut, as it is in Director.
 *
 * @throws AppError `modifier.pattern`
 * @see Director: its modifiers hand patterns to PHP's `preg_` functions
 */
export function compilePhpRegex(pattern: string): PhpRegex {
  const parts = splitPattern(pattern)
  const { unicode, anchored } = parts.flags
  const source = unicode || isAscii(parts.source) ? parts.source : binaryOf(bytesOf(parts.source))
  const translated = translatePattern(parts, source, pattern)
  const finder = makeFinder(() => new MatchFinder(translated, unicode, anchored), pattern)
  const prepare = (value: Value): Subject | undefined => prepareSubject(value, unicode)
  return {
    test: (value) => {
      const subject = prepare(value)
      return subject !== undefined && finder.test(subject.text)
    },
    replacer: (replacement) => makeReplacer(finder, replacement, prepare),
    split: (value) => {
      const subject = prepare(value)
      if (subject === undefined) return undefined
      const parts = finder.split(subject.text)
      return subject.isBinary ? parts.map(fromBinary) : parts
    },
  }
}

interface Subject {
  readonly text: string
  readonly isBinary: boolean
}

function prepareSubject(value: Value, unicode: boolean): Subject | undefined {
  if (value instanceof Uint8Array) {
    if (!unicode) return { text: binaryOf(value), isBinary: true }
    const text = decodeText(value)
    return typeof text === 'string' ? { text, isBinary: false } : undefined
  }
  const text = textOf(value)
  if (unicode || isAscii(text)) return { text, isBinary: false }
  return { text: binaryOf(bytesOf(text)), isBinary: true }
}

function makeReplacer(
  finder: MatchFinder,
  replacement: string,
  prepare: (value: Value) => Subject | undefined,
): (value: Value) => Replaced {
  const replaceText = finder.replacer(parseReplacement(replacement))
  const replaceBinary = finder.replacer(parseReplacement(binaryOf(bytesOf(replacement))))
  return (value) => {
    const subject = prepare(value)
    if (subject === undefined) return { value: null, matched: false }
    const text = subject.isBinary ? replaceBinary(subject.text) : replaceText(subject.text)
    if (text === undefined)
      return { value: value instanceof Uint8Array ? value : textOf(value), matched: false }
    return { value: subject.isBinary ? fromBinary(text) : text, matched: true }
  }
}

function fromBinary(text: string): Value {
  return isAscii(text) ? text : decodeText(bytesOfBinary(text))
}

function makeFinder(make: () => MatchFinder, pattern: string): MatchFinder {
  try {
    return make()
  } catch (error) {
    throw patternError(
      pattern,
      `a pattern without mistakes (${error instanceof Error ? error.message : 'unknown'})`,
    )
  }
}

/** Bytes as a text with one character (0–255) per byte, for patterns that work on bytes. */
function binaryOf(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192))
  }
  return text
}

/** The way back from {@link binaryOf}. */
function bytesOfBinary(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}
