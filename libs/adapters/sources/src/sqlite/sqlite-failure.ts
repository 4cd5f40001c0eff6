import { AppError } from '@director/errors'

interface Meaning {
  readonly code: string
  readonly message: string
  readonly remedy: string
}

/** What SQLite says, by its primary result code or, where the driver leaves that out, by its words. */
const MEANINGS: readonly (Meaning & { readonly number: number; readonly words: RegExp })[] = [
  {
    number: 8,
    words: /readonly database/,
    code: 'source.writing-query',
    message: 'the query tries to write',
    remedy: 'Correct the query of the import source; the file is opened for reading only',
  },
  {
    number: 26,
    words: /not a database/,
    code: 'source.malformed',
    message: 'the file is not a SQLite database',
    remedy: 'Correct the path; an encrypted database cannot be read',
  },
  {
    number: 11,
    words: /disk image is malformed/,
    code: 'source.malformed',
    message: 'the database file is damaged',
    remedy: 'Repair the file with the program it belongs to, or restore it',
  },
  {
    number: 5,
    words: /database (table )?is locked/,
    code: 'source.busy',
    message: 'another program writes for too long',
    remedy: 'Run the import again when that program is done',
  },
  {
    number: 14,
    words: /unable to open database/,
    code: 'source.file-unreadable',
    message: 'the file cannot be opened',
    remedy: 'Correct the permissions; a database in WAL mode needs them for its folder, too',
  },
  {
    number: 10,
    words: /disk I\/O error/,
    code: 'source.interrupted',
    message: 'the file could not be read to its end',
    remedy: 'Run the import again; look into the log of the system if it repeats',
  },
]

const FAILING: Meaning = {
  code: 'source.failing-query',
  message: 'the query failed',
  remedy: 'Correct the query of the import source',
}

/**
 * Says why SQLite gave up.
 *
 * @param number SQLite's result code, where it is known
 * @param rowsRead rows that had arrived before
 */
export function explainSqliteFailure(
  { code: number, message: received }: { readonly code?: number | undefined; readonly message: string },
  place: string,
  rowsRead: number,
): AppError {
  const { code, message, remedy } =
    MEANINGS.find((meaning) => (number === undefined ? false : meaning.number === (number & 0xff))) ??
    MEANINGS.find(({ words }) => words.test(received)) ??
    FAILING
  return new AppError(code, `${place}: ${message} after ${rowsRead} rows`, {
    received,
    remedy,
    details: { rowsRead },
  })
}
