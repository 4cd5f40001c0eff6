import { AppError } from '@director/errors'
import { ResultCodeError } from 'ldapts'
import type { LdapSettings } from './ldap.settings.js'

type Explanation = readonly [code: string, message: string, remedy: string]

/** Result codes of RFC 4511, section 4.1.9. */
const RESULTS: Readonly<Record<number, Explanation>> = {
  3: ['source.timed-out', 'the search took too long', 'Narrow base or filter, or raise the timeout'],
  4: [
    'source.incomplete',
    'the server gives no more entries than its size limit',
    'Raise that limit for the bind DN',
  ],
  7: ['source.refused-login', 'the server knows no simple login', 'Allow simple binds on the server'],
  8: ['source.refused-login', 'the server wants encryption', 'Choose StartTLS or LDAPS'],
  10: ['source.missing-base', 'the search base lies on another server', 'Name that server, or another base'],
  11: ['source.incomplete', 'the search is larger than the server allows', 'Narrow base or filter'],
  12: [
    'source.failing-query',
    'the server cannot send results in pages',
    'Allow paged results on the server',
  ],
  13: ['source.refused-login', 'the server wants encryption', 'Choose StartTLS or LDAPS'],
  32: [
    'source.missing-base',
    'the search base does not exist, or the bind DN may not see it',
    'Correct the base',
  ],
  34: [
    'source.missing-base',
    'the search base or bind DN is not a distinguished name',
    'Write it as cn=…,dc=…',
  ],
  48: ['source.refused-login', 'the server refuses this kind of login', 'Give a bind DN and its password'],
  49: ['source.refused-login', 'the login was refused', 'Correct bind DN and password'],
  50: ['source.refused-login', 'this login may not read there', 'Give it read access to the search base'],
  53: ['source.refused-login', 'the server is unwilling', 'Give a bind DN and its password'],
}

const ADDRESS: Readonly<Record<string, Explanation>> = {
  ECONNREFUSED: ['source.unreachable', 'nothing answers there', 'Start the server or correct host and port'],
  ENOTFOUND: ['source.unreachable', 'the host name is not known', 'Correct the host'],
  EAI_AGAIN: ['source.unreachable', 'the host name is not known', 'Correct the host'],
}

const CERTIFICATE = /CERT|SIGNED|ISSUER|ERR_TLS|ERR_SSL|UNABLE_TO_VERIFY/

/** Says why a directory could not be searched. @param rowsRead rows that had arrived before */
export function explainLdapFailure(error: unknown, place: string, rowsRead: number): AppError {
  if (error instanceof AppError) return error
  const [code, message, remedy] = explanationOf(error, rowsRead)
  return new AppError(code, `${place}: ${message}`, {
    received: receivedOf(error),
    remedy,
    details: { rowsRead },
    cause: error,
  })
}

/** What came when there are more entries than the settings allow. */
export function tooManyEntries(settings: LdapSettings, place: string): AppError {
  return new AppError('source.too-many-rows', `${place}: there are more entries than expected`, {
    expected: `at most ${settings.sizeLimit ?? 0} entries`,
    remedy: 'Narrow base or filter, or raise the size limit in the settings of the import source',
  })
}

function explanationOf(error: unknown, rowsRead: number): Explanation {
  const name = String(Object(error).code ?? '')
  const known = error instanceof ResultCodeError ? RESULTS[error.code] : ADDRESS[name]
  if (known !== undefined) return known
  if (error instanceof ResultCodeError) {
    return [
      'source.failing-query',
      'the server refused the search',
      'Correct the settings of the import source',
    ]
  }
  if (CERTIFICATE.test(name)) {
    return ['source.untrusted', 'the certificate of the server is not accepted', 'Correct authority and host']
  }
  const message = receivedOf(error)
  if (message.includes('Operation timed out')) {
    return [
      'source.timed-out',
      `no answer in time after ${rowsRead} rows`,
      'Raise the timeout, or narrow the search',
    ]
  }
  if (/Socket|Connection closed/.test(message)) {
    return [
      'source.interrupted',
      `the server broke off after ${rowsRead} rows`,
      'Look into the log of that server',
    ]
  }
  return ['source.unreachable', 'no connection', 'Check host, port, encryption and the server']
}

function receivedOf(error: unknown): string {
  const text =
    error instanceof Error && error.message !== '' ? error.message : String(Object(error).code ?? error)
  return text.replace(/\s+/g, ' ').slice(0, 200)
}
