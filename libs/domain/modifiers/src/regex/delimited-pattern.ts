import { AppError } from '@director/errors'

/** A pattern as written between its delimiters, with the flags behind them. */
export interface DelimitedPattern {
  readonly source: string
  readonly flags: PatternFlags
}

/** Flags of a pattern that this translation knows. */
export interface PatternFlags {
  /** `i`: letters match in both cases. */
  readonly ignoreCase: boolean
  /** `m`: `^` and `$` match at every line. */
  readonly multiline: boolean
  /** `s`: `.` matches line breaks too. */
  readonly dotAll: boolean
  /** `x`: white space and comments in the pattern are ignored. */
  readonly extended: boolean
  /** `u`: pattern and text are UTF-8; without it they are bytes. */
  readonly unicode: boolean
  /** `A`: matches only at the start. */
  readonly anchored: boolean
  /** `D`: `$` does not match before a final line break. */
  readonly dollarEndOnly: boolean
  /** `U`: quantifiers are lazy unless followed by `?`. */
  readonly ungreedy: boolean
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' }

/**
 * Splits `/pattern/flags` as Director's users know it from PHP.
 *
 * @throws AppError `modifier.pattern`
 * @example splitPattern('~a/b~i') // { source: 'a/b', flags: { ignoreCase: true, … } }
 */
export function splitPattern(pattern: string): DelimitedPattern {
  const text = pattern.replace(/^[ \t\n\v\f\r]+/, '')
  const opening = text.charAt(0)
  if (opening === '' || /[a-zA-Z0-9\\\0]/.test(opening) || opening > '\x7f') {
    throw patternError(pattern, 'a delimiter that is neither letter, digit nor backslash, as in /pattern/')
  }
  const closing = CLOSING[opening] ?? opening
  const end = findEnd(text, opening, closing)
  if (end === undefined) throw patternError(pattern, `the closing delimiter "${closing}"`)
  return { source: text.slice(1, end), flags: readFlags(text.slice(end + 1), pattern) }
}

/** A pattern that cannot be used. */
export function patternError(pattern: string, expected: string, received = pattern): AppError {
  return new AppError('modifier.pattern', `pattern ${pattern} cannot be used: expected ${expected}`, {
    expected,
    received,
  })
}

function findEnd(text: string, opening: string, closing: string): number | undefined {
  let depth = 1
  for (let index = 1; index < text.length; index += 1) {
    const sign = text.charAt(index)
    if (sign === '\\') index += 1
    else if (sign === closing) {
      depth -= 1
      if (depth === 0) return index
    } else if (sign === opening) depth += 1
  }
  return undefined
}

function readFlags(letters: string, pattern: string): PatternFlags {
  for (const letter of letters) {
    if (!'imsxuADSUX \r\n'.includes(letter)) {
      throw patternError(pattern, 'only the flags i, m, s, x, u, A, D, U, S, X', `flag "${letter}"`)
    }
  }
  return {
    ignoreCase: letters.includes('i'),
    multiline: letters.includes('m'),
    dotAll: letters.includes('s'),
    extended: letters.includes('x'),
    unicode: letters.includes('u'),
    anchored: letters.includes('A'),
    dollarEndOnly: letters.includes('D'),
    ungreedy: letters.includes('U'),
  }
}
