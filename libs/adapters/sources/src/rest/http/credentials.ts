import type { RestApiSettings } from '../rest-api.settings.js'
import type { AccessToken } from './access-token.js'
import type { Redaction } from '../failures/redaction.js'

/** Where a request really goes, and with which headers. */
export interface OutgoingHead {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
}

/** Puts configured headers and what proves who we are into requests to the source's own origin, and only there. */
export class Credentials {
  private readonly origin: string

  /** @param accessToken for `oauth2-client-credentials`; undefined otherwise */
  constructor(
    private readonly settings: RestApiSettings,
    private readonly accessToken: AccessToken | undefined,
  ) {
    this.origin = new URL(settings.url).origin
  }

  isOwnOrigin(url: URL): boolean {
    return url.origin === this.origin
  }

  /** @throws AttemptFailure when no access token is issued */
  async headFor(url: URL, usual: Readonly<Record<string, string>>): Promise<OutgoingHead> {
    if (!this.isOwnOrigin(url)) return { url, headers: usual }
    const configured = this.settings.headers.map(({ name, value }) => [name.toLowerCase(), value])
    const headers = { ...usual, ...Object.fromEntries(configured) }
    const { authentication } = this.settings
    switch (authentication.kind) {
      case 'none':
        return { url, headers }
      case 'basic': {
        const login = Buffer.from(`${authentication.username}:${authentication.password}`).toString('base64')
        return { url, headers: { ...headers, authorization: `Basic ${login}` } }
      }
      case 'bearer':
        return { url, headers: { ...headers, authorization: `Bearer ${authentication.token}` } }
      case 'api-key': {
        const { name, value } = authentication
        if (authentication.in === 'header')
          return { url, headers: { ...headers, [name.toLowerCase()]: value } }
        const withKey = new URL(url)
        withKey.searchParams.set(name, value)
        return { url: withKey, headers }
      }
      case 'oauth2-client-credentials':
        return { url, headers: { ...headers, authorization: `Bearer ${await this.accessToken?.get()}` } }
    }
  }

  /** Asks for a new access token next time. @returns false when there is none to be renewed */
  renew(): boolean {
    this.accessToken?.renew()
    return this.accessToken !== undefined
  }
}

/** Every secret in the settings, for hiding them in answers. */
export function addSecrets(redaction: Redaction, { authentication, headers, proxy }: RestApiSettings): void {
  for (const { value } of headers) redaction.add(value)
  redaction.add(proxy?.password)
  switch (authentication.kind) {
    case 'basic':
      redaction.add(authentication.password)
      redaction.add(`${authentication.username}:${authentication.password}`)
      break
    case 'bearer':
      redaction.add(authentication.token)
      break
    case 'api-key':
      redaction.add(authentication.value)
      break
    case 'oauth2-client-credentials':
      redaction.add(authentication.clientSecret)
      break
  }
}
