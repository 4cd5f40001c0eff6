import { AppError } from '@director/errors'
import { transactSqlWords } from './transact-sql-words.js'

/** Words that begin something else than reading. All are reserved: as a name each has to stand in brackets. */
const WRITING_WORDS: ReadonlySet<string> = new Set(
  `ADD ALTER BACKUP BEGIN BREAK CHECKPOINT CLOSE COMMIT CONTINUE CREATE DBCC DEALLOCATE DECLARE DELETE DENY DROP
   EXEC EXECUTE GOTO GRANT IF INSERT INTO KILL LOAD OPEN OPENDATASOURCE OPENQUERY OPENROWSET PRINT RAISERROR READTEXT
   RECONFIGURE RESTORE RETURN REVERT REVOKE ROLLBACK SAVE SET SETUSER SHUTDOWN TRAN TRANSACTION TRIGGER TRUNCATE UPDATE
   UPDATETEXT WAITFOR WHILE WRITETEXT`.split(/\s+/),
)

/** Reserved words that write, but not in front of these. */
const HINTS: Readonly<Record<string, ReadonlySet<string>>> = {
  USE: new Set(['HINT', 'PLAN']),
  MERGE: new Set(['JOIN', 'UNION']),
}

/** What changes something and begins with a word that may be a name. */
const WRITING_PHRASES = ['NEXT VALUE FOR', 'END CONVERSATION', 'MOVE CONVERSATION', 'GET CONVERSATION']

/**
 * Refuses everything but one SELECT. SQL Server has no read-only transaction, and needs no sign between two statements.
 *
 * @returns the statement to send: line ends are LF, as they were looked at here
 * @throws AppError `source.writing-query`, `source.failing-query` when a text, comment or quoted name never ends
 * @example requireSelect('SELECT name FROM host', place) // 'SELECT name FROM host'
 */
export function requireSelect(query: string, place: string): string {
  const statement = query.replaceAll(/\r\n?/g, '\n')
  const { words, unclosed } = transactSqlWords(statement)
  if (unclosed !== undefined) {
    throw new AppError('source.failing-query', `${place}: ${unclosed} is never closed in the query`, {
      expected: 'texts, names and comments that end',
      remedy: 'Correct the query of the import source',
    })
  }
  const received = writingPart(words)
  if (received === undefined) return statement
  throw new AppError('source.writing-query', `${place}: the query does not only read`, {
    expected: 'one statement that begins with SELECT or WITH and only reads',
    received,
    remedy: 'Correct the query of the import source; write names that are words of SQL in brackets: [update]',
  })
}

function writingPart(words: readonly string[]): string | undefined {
  const [first = 'nothing'] = words
  if (first !== 'SELECT' && first !== 'WITH') return first
  const end = words.indexOf(';')
  if (end >= 0 && end < words.length - 1) return `; ${words[end + 1]}`
  const phrase = WRITING_PHRASES.find((phrase) => ` ${words.join(' ')} `.includes(` ${phrase} `))
  return phrase ?? words.find((word, index) => isWriting(word, words[index + 1] ?? ''))
}

function isWriting(word: string, next: string): boolean {
  const hints = HINTS[word]
  return hints === undefined ? WRITING_WORDS.has(word) : !hints.has(next)
}
