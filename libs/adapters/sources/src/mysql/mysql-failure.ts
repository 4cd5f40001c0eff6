import { AppError, type AppErrorOptions } from '@director/errors'

interface Meaning {
  readonly code: string
  readonly message: string
  readonly remedy: string
}

const BAD_LOGIN: Meaning = {
  code: 'source.refused-login',
  message: 'the login was refused',
  remedy: 'Correct user and password, and from which hosts the server lets this user in',
}
const UNKNOWN_HOST: Meaning = {
  code: 'source.unreachable',
  message: 'the host name is not known',
  remedy: 'Correct the host',
}
const BAD_CERTIFICATE: Meaning = {
  code: 'source.certificate-not-trusted',
  message: 'the certificate of the server is not trusted',
  remedy:
    'Name the certificate authority and the host of the certificate in the settings of the import source',
}

/** What a failure to connect means, by the driver's or the server's code. */
const CONNECTING: Readonly<Record<string, Meaning>> = {
  ECONNREFUSED: {
    code: 'source.unreachable',
    message: 'nothing answers there',
    remedy: 'Start the server or correct host and port',
  },
  ENOTFOUND: UNKNOWN_HOST,
  EAI_AGAIN: UNKNOWN_HOST,
  HANDSHAKE_NO_SSL_SUPPORT: {
    code: 'source.unreachable',
    message: 'the server offers no TLS',
    remedy: 'Turn TLS on at the server, or off in the settings of the import source',
  },
  HANDSHAKE_SSL_ERROR: BAD_CERTIFICATE,
  ER_ACCESS_DENIED_ERROR: BAD_LOGIN,
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: BAD_LOGIN,
  ER_HOST_NOT_PRIVILEGED: BAD_LOGIN,
  ER_DBACCESS_DENIED_ERROR: {
    code: 'source.refused-login',
    message: 'this user may not use the database',
    remedy: 'Correct the name of the database, or GRANT SELECT on it to the user',
  },
  ER_BAD_DB_ERROR: {
    code: 'source.missing-database',
    message: 'the database does not exist',
    remedy: 'Correct the name of the database',
  },
}

/** Says in one line why the server of a source could not be used. */
export function explainConnectFailure(error: unknown, place: string): AppError {
  const { code, message, remedy } = CONNECTING[codeOf(error)] ?? {
    code: 'source.unreachable',
    message: 'no connection',
    remedy: 'Check the address and the server',
  }
  return new AppError(code, `${place}: ${message}`, { remedy, received: messageOf(error), cause: error })
}

/** Of MySQL 3024, of MariaDB 1969. */
const TIMED_OUT = [3024, 1969]
const READ_ONLY_TRANSACTION = 1792
/** The server ends or loses the connection: shut down, killed, packets that do not arrive. */
const BROKEN_CONNECTION = [1053, 1077, 1079, 1158, 1159, 1160, 1161, 1184, 1927]

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
  const number = Number(Object(error).errno ?? 0)
  if (number === READ_ONLY_TRANSACTION) {
    return failed('source.writing-query', 'the query tries to write', {
      expected: 'a query that only reads',
      remedy: 'Correct the query of the import source; its transaction is read-only',
    })
  }
  if (TIMED_OUT.includes(number)) {
    return failed('source.timed-out', `the server stopped the query after ${rowsRead} rows`, {
      remedy: 'Make the query faster or raise its timeout in the settings of the import source',
    })
  }
  // Numbers of servers begin at 1000; those of the operating system are negative.
  if (number >= 1000 && !BROKEN_CONNECTION.includes(number)) {
    return failed('source.failing-query', `the query failed after ${rowsRead} rows`, {
      remedy: 'Correct the query of the import source, or what its user may read',
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
