import { AppError, type AppErrorOptions } from '@director/errors'

type Meaning = readonly [code: string, message: string, remedy: string]

const UNKNOWN_HOST: Meaning = ['source.unreachable', 'the host name is not known', 'Correct the host']
const NO_ANSWER: Meaning = [
  'source.unreachable',
  'no connection in time',
  'Check the address, the network and the firewall',
]

/** What a failure to connect means, by the code of the driver or of Node.js. */
const CONNECTING: Readonly<Record<string, Meaning>> = {
  ECONNREFUSED: [
    'source.unreachable',
    'nothing answers there',
    'Start the server, let it listen on TCP, or correct host and port',
  ],
  ENOTFOUND: UNKNOWN_HOST,
  EAI_AGAIN: UNKNOWN_HOST,
  ETIMEDOUT: NO_ANSWER,
  ETIMEOUT: NO_ANSWER,
  EINSTLOOKUP: [
    'source.unreachable',
    'the port of the instance is not known',
    'Correct the instance, start SQL Server Browser, or write the port instead of the instance',
  ],
  UNENCRYPTED_SERVER: [
    'source.unreachable',
    'the server does not encrypt',
    'Turn encryption on at the server, or off (encrypt) in the settings of the import source',
  ],
  EENCRYPT: [
    'source.unreachable',
    'the server wants encryption',
    'Turn encrypt on in the settings of the import source',
  ],
  ELOGIN: [
    'source.refused-login',
    'the login was refused',
    'Correct user, password and domain; the log of the server tells the reason',
  ],
}

const BAD_CERTIFICATE: Meaning = [
  'source.certificate-not-trusted',
  'the certificate of the server is not trusted',
  'Set tlsAuthority, and certificateName when the certificate is for another name than the host',
]
/** "Cannot open database … requested by the login", for a missing one and for one the login may not use. */
const CANNOT_OPEN_DATABASE = 4060

/**
 * Says in one line why the server of a source could not be used.
 *
 * @param serverErrors numbers of the errors the server sent
 */
export function explainConnectFailure(
  error: unknown,
  place: string,
  serverErrors: readonly number[],
): AppError {
  const [code, message, remedy] = meaningOf(error, serverErrors)
  return new AppError(code, `${place}: ${message}`, { remedy, received: messageOf(error), cause: error })
}

function meaningOf(error: unknown, serverErrors: readonly number[]): Meaning {
  if (serverErrors.includes(CANNOT_OPEN_DATABASE)) {
    return [
      'source.missing-database',
      'the database does not exist, or this login may not use it',
      'Correct the name of the database, or make a user for the login in it',
    ]
  }
  const codes = codesOf(error)
  if (codes.some((code) => /CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME/.test(code))) return BAD_CERTIFICATE
  const known = codes.map((code) => CONNECTING[code]).filter((meaning) => meaning !== undefined)
  return known.at(-1) ?? ['source.unreachable', 'no connection', 'Check the address, the server and its log']
}

/** The codes of a failure and of what caused it. */
function codesOf(error: unknown): readonly string[] {
  const codes: string[] = []
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AggregateError) codes.push(...cause.errors.flatMap(codesOf))
    codes.push(String(Object(cause).code ?? ''))
  }
  return codes
}

/** Deadlock victim, killed session, shutdown, recovery: the query may succeed another time. */
const BROKEN_BY_SERVER = new Set([596, 1205, 3989, 6001, 6002, 6005, 6006, 21, 40197, 40501, 40613])
/** "Failed to update database … because it is read-only", and its like. */
const READ_ONLY = new Set([3906, 3908])
/** From this severity on the server ends the connection. */
const FATAL_SEVERITY = 20

/**
 * Says why a query failed.
 *
 * @param rowsRead rows that had arrived before; what broke is the row after them
 */
export function explainQueryFailure(error: unknown, place: string, rowsRead: number): AppError {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error
  const failed = (code: string, message: string, options: AppErrorOptions) =>
    new AppError(code, `${place}: ${message}`, {
      received: messageOf(first),
      details: { rowsRead },
      cause: error,
      ...options,
    })
  const number = Number(Object(first).number ?? 0)
  if (READ_ONLY.has(number)) {
    return failed('source.writing-query', 'the query tries to write', {
      expected: 'a query that only reads',
      remedy: 'Correct the query of the import source',
    })
  }
  if (Object(first).code === 'ETIMEOUT' && Object(first).name === 'RequestError') {
    return timedOut(place, rowsRead, error)
  }
  const isOfServer = number > 0 && Number(Object(first).class ?? 0) < FATAL_SEVERITY
  if (isOfServer && !BROKEN_BY_SERVER.has(number)) {
    return failed('source.failing-query', `the query failed after ${rowsRead} rows`, {
      remedy: 'Correct the query of the import source, or what its user may read',
    })
  }
  return failed('source.interrupted', `the source broke off after ${rowsRead} rows`, {
    expected: 'all rows',
    remedy: 'Run the import again; look into the log of that server if it repeats',
  })
}

/** The failure of a query that gave nothing for too long and was stopped. */
export function timedOut(place: string, rowsRead: number, cause: unknown): AppError {
  return new AppError('source.timed-out', `${place}: the query was stopped after ${rowsRead} rows`, {
    received: 'no row for longer than timeoutSeconds',
    remedy: 'Make the query faster or raise its timeout in the settings of the import source',
    details: { rowsRead },
    cause,
  })
}

function messageOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : String(error)
}
