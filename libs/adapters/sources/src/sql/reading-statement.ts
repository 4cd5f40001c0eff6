import { AppError } from '@director/errors'

const BEFORE_STATEMENT = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*(?![!M])[\s\S]*?\*\/|\()+/

/**
 * The first word of a statement in capitals, behind blanks, comments and parentheses. A comment the server executes
 * (`/*! … *\/` of MySQL) is none.
 *
 * @example firstWord('-- all hosts\n(select 1)') // 'SELECT'
 */
export function firstWord(statement: string): string {
  const text = statement.replace(BEFORE_STATEMENT, '')
  return (/^[a-z]+/i.exec(text)?.[0] ?? '').toUpperCase()
}

/**
 * Refuses statements that begin with another word: some servers run them in spite of a read-only transaction.
 *
 * @throws AppError `source.writing-query`
 */
export function requireReadingStatement(statement: string, words: ReadonlySet<string>, place: string): void {
  const word = firstWord(statement)
  if (words.has(word)) return
  throw new AppError('source.writing-query', `${place}: the query does not only read`, {
    expected: `a query that begins with ${[...words].join(', ')}`,
    received: word === '' ? statement.trim().slice(0, 20) : word,
    remedy: 'Correct the query of the import source; it may only read',
  })
}
