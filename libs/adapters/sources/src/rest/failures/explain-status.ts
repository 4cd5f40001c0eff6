import { AppError } from '@director/errors'

/** An answer that is not a success. */
export interface RefusedAnswer {
  readonly status: number
  /** Address without its query. */
  readonly place: string
  /** The beginning of the body in one line, without secrets. */
  readonly excerpt: string
  /** Kind of authentication in the settings. */
  readonly authentication: string
  /** False when the address is not of the source's own origin: nothing was sent there that proves who we are. */
  readonly isOwnOrigin: boolean
}

/** Says what a status of 400 or above, or a redirect that leads nowhere, means to the operator. */
export function explainStatus(answer: RefusedAnswer): AppError {
  const { status, place, excerpt } = answer
  const failed = (code: string, message: string, remedy: string) =>
    new AppError(code, `${place}: ${message}`, {
      expected: 'status 200',
      received: excerpt === '' ? `status ${status}` : `status ${status}: ${excerpt}`,
      remedy,
      details: { status },
    })
  switch (status) {
    case 401:
      return failed('source.refused-login', 'the login was refused (401)', remedyForLogin(answer))
    case 403:
      return failed('source.forbidden', 'access is denied (403)', 'Give this login the right to read there')
    case 404:
      return failed('source.not-found', 'there is nothing (404)', 'Correct the URL of the import source')
    case 407:
      return failed(
        'source.proxy-refused-login',
        'the proxy refused the login (407)',
        'Correct proxy.username and proxy.password in the settings of the import source',
      )
    case 429:
      return failed(
        'source.busy',
        'it is asked too often (429)',
        'Import less often, or ask for larger pages',
      )
    default:
      return failed(
        status >= 500 ? 'source.failing-server' : 'source.refused-request',
        `it answered with status ${status}`,
        status >= 500
          ? 'Look into the log of that server'
          : 'Correct URL, headers or body of the import source',
      )
  }
}

function remedyForLogin({ isOwnOrigin, authentication }: RefusedAnswer): string {
  if (!isOwnOrigin) {
    return 'This address is of another origin than the URL of the import source, so no credentials were sent; write the right scheme, host and port into the URL'
  }
  return authentication === 'none'
    ? 'Choose an authentication in the settings of the import source'
    : `Correct the authentication (${authentication}) in the settings of the import source`
}

/** The beginning of a text in one line; of a web page its title. */
export function excerptOf(text: string): string {
  const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1]
  const plain = (title ?? text).replaceAll(/[\p{Cc}\s]+/gu, ' ').trim()
  return plain.length > 200 ? `${plain.slice(0, 199)}…` : plain
}
