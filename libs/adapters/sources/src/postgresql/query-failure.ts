import { AppError, type AppErrorOptions } from '@director/errors'

/** Says in one line why the server of a source could not be used. */
export function explainConnectFailure(error: unknown, place: string): AppError {
  const failed = (code: string, message: string, remedy: string) =>
    new AppError(code, `${place}: ${message}`, { remedy, received: messageOf(error), cause: error })
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
      return failed(
        'source.unreachable',
        'nothing answers there',
        'Start the server or correct host and port',
      )
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return failed('source.unreachable', 'the host name is not known', 'Correct the host')
    case '28P01':
    case '28000':
      return failed('source.refused-login', 'the login was refused', 'Correct user and password')
    case '3D000':
      return failed(
        'source.missing-database',
        'the database does not exist',
        'Correct the name of the database',
      )
    default:
      return failed('source.unreachable', 'no connection', 'Check the address and the server')
  }
}

/**
 * Says why a query failed.
 *
 * @param rowsRead rows that had arrived before; what broke is the row after them
 */
export function explainQueryFailure(error: unknown, place: string, rowsRead: number): AppError {
  const failed = (code: string, message: string, options: AppErrorOptions) =>
    new AppError(code, `${place}: ${message}`, {
      received: messageOf(error),
      details: { rowsRead },
      cause: error,
      ...options,
    })
  const code = codeOf(error)
  if (code === '25006') {
    return failed('source.writing-query', 'the query tries to write', {
      expected: 'a query that only reads',
      remedy: 'Correct the query of the import source; its transaction is read-only',
    })
  }
  if (code === '57014') {
    return failed('source.timed-out', `the server stopped the query after ${rowsRead} rows`, {
      remedy: 'Make the query faster or raise its timeout in the settings of the import source',
    })
  }
  if (/^(22|42|0A)/.test(code)) {
    return failed('source.failing-query', `the query failed after ${rowsRead} rows`, {
      remedy: 'Correct the query of the import source',
    })
  }
  return failed('source.interrupted', `the source broke off after ${rowsRead} rows`, {
    expected: 'all rows',
    remedy: 'Run the import again; look into the log of that server if it repeats',
  })
}

function codeOf(error: unknown): string {
  return String(Object(error).code ?? '')
}

function messageOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : codeOf(error) || String(error)
}
