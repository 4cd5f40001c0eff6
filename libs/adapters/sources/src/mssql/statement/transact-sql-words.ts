/** What a statement in Transact-SQL consists of, as far as it can do something. */
export interface TransactSqlWords {
  /** Words in capitals that are no text, comment or quoted name, and `;`. */
  readonly words: readonly string[]
  /** A text, comment or quoted name that never ends, by the sign it begins with. */
  readonly unclosed: string | undefined
}

const LINE_COMMENT = /--[^\n]*/y
const HEXADECIMAL = /0x[0-9a-f]*/iy
const NUMBER = /\d+(?:\.\d*)?/y
// Names may hold other letters too; taking them for separators finds more words, never fewer.
const WORD = /[a-z_@#][a-z0-9_@#$]*/iy
const WORD_START = /^[a-z_@#]/i
const SKIPPED = [LINE_COMMENT, HEXADECIMAL]

/** Each ends with its sign; the sign twice stands for itself. */
const QUOTED: Readonly<Record<string, RegExp>> = {
  "'": /'[^']*(?:''[^']*)*'/y,
  '"': /"[^"]*(?:""[^"]*)*"/y,
  '[': /\[[^\]]*(?:\]\][^\]]*)*\]/y,
}

/**
 * The words of a statement. Nothing has to stand between two of them: `1DROP` and `'a'DROP` are two, as for the server.
 *
 * @param statement with LF as line end
 * @see Microsoft: Transact-SQL syntax conventions, comments (nested), quoted identifiers, constants
 * @example transactSqlWords("SELECT 'DROP' AS [drop] -- DROP").words // ['SELECT', 'AS']
 */
export function transactSqlWords(statement: string): TransactSqlWords {
  const words: string[] = []
  let at = 0
  while (at < statement.length) {
    const sign = statement[at] ?? ''
    const isComment = statement.startsWith('/*', at)
    const end = isComment ? endOfComment(statement, at) : endOfSkipped(statement, at, sign)
    if (end === undefined) return { words, unclosed: isComment ? '/*' : sign }
    if (end > at) {
      at = end
      continue
    }
    const piece = matchAt(NUMBER, statement, at) ?? matchAt(WORD, statement, at) ?? sign
    if (piece === ';' || WORD_START.test(piece)) words.push(...readings(piece, statement[at - 1] ?? ''))
    at += piece.length
  }
  return { words, unclosed: undefined }
}

/** Behind a digit, `e` may belong to the number: `1eDROP` is 1e0 and DROP. Both readings count. */
function readings(piece: string, before: string): readonly string[] {
  const word = piece.toUpperCase()
  return /[\d.]/.test(before) && word.startsWith('E') ? [word, word.replace(/^E\d*/, '')] : [word]
}

/** @returns where it goes on behind what is no word; `at` when a word or sign stands there */
function endOfSkipped(statement: string, at: number, sign: string): number | undefined {
  const quoted = QUOTED[sign]
  if (quoted !== undefined) {
    const text = matchAt(quoted, statement, at)
    return text === undefined ? undefined : at + text.length
  }
  for (const skipped of SKIPPED) {
    const text = matchAt(skipped, statement, at)
    if (text !== undefined) return at + text.length
  }
  return at
}

/** Comments of Transact-SQL hold comments. */
function endOfComment(statement: string, start: number): number | undefined {
  let depth = 0
  for (let at = start; at < statement.length;) {
    if (statement.startsWith('/*', at)) depth += 1
    else if (statement.startsWith('*/', at)) depth -= 1
    else {
      at += 1
      continue
    }
    at += 2
    if (depth === 0) return at
  }
  return undefined
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}
