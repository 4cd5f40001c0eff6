import { AppError } from '@director/errors'
import { request } from 'undici'
import { z } from 'zod'
import type { ClientCredentials } from '../settings/authentication.settings.js'
import { AttemptFailure } from './attempt-failure.js'
import { bodyExcerpt } from '../failures/body-excerpt.js'
import { explainFailure } from '../failures/explain-failure.js'
import type { Redaction } from '../failures/redaction.js'
import type { Transport } from '../connection/transport.js'

const TokenReply = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().optional() })

/** A token is not used in its last seconds: it could end on the way. */
const MARGIN_MS = 30_000

/** What asking for a token takes. */
export interface TokenRequest {
  readonly transport: Transport
  readonly redaction: Redaction
  readonly proxy: string | undefined
  readonly signal: AbortSignal
}

/** The access token of a source, asked for when it is first needed and again before it ends (RFC 6749, section 4.4). */
export class AccessToken {
  private current: { readonly token: string; readonly usableUntil: number } | undefined

  constructor(
    private readonly settings: ClientCredentials,
    private readonly way: TokenRequest,
  ) {}

  /** @throws AttemptFailure when none is issued */
  async get(): Promise<string> {
    if (this.current !== undefined && Date.now() < this.current.usableUntil) return this.current.token
    const { access_token: token, expires_in: seconds } = await this.ask()
    this.way.redaction.add(token)
    const usableUntil = seconds === undefined ? Infinity : Date.now() + seconds * 1000 - MARGIN_MS
    this.current = { token, usableUntil }
    return token
  }

  /** Forgets the token: the server did not take it any more. */
  renew(): void {
    this.current = undefined
  }

  private async ask(): Promise<z.infer<typeof TokenReply>> {
    const { transport, redaction, proxy, signal } = this.way
    const url = new URL(this.settings.tokenUrl)
    const place = `token of ${url.origin}${url.pathname}`
    const form = tokenForm(this.settings)
    try {
      const answer = await request(url, {
        method: 'POST',
        dispatcher: transport.dispatcherFor(url),
        headers: form.headers,
        body: form.body,
        signal,
      })
      const text = await bodyExcerpt(answer.body)
      if (answer.statusCode === 200) return parseReply(text, place)
      throw refusal(answer.statusCode, redaction.apply(text), place, answer.headers['retry-after'])
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof AttemptFailure) throw error
      throw new AttemptFailure(explainFailure(error, place, proxy), {
        code: String(Object(error).code ?? ''),
      })
    }
  }
}

function tokenForm(settings: ClientCredentials): { headers: Record<string, string>; body: string } {
  const { clientId, clientSecret, scope, audience } = settings
  const form = new URLSearchParams({ grant_type: 'client_credentials' })
  if (scope !== undefined) form.set('scope', scope)
  if (audience !== undefined) form.set('audience', audience)
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' }
  if (settings.sendAs === 'body') {
    form.set('client_id', clientId)
    form.set('client_secret', clientSecret)
    return { headers, body: form.toString() }
  }
  // Both are encoded as in a form before they are joined: RFC 6749, section 2.3.1.
  const login = [clientId, clientSecret]
    .map((text) => new URLSearchParams({ '': text }).toString().slice(1))
    .join(':')
  return {
    headers: { ...headers, authorization: `Basic ${Buffer.from(login).toString('base64')}` },
    body: form.toString(),
  }
}

function parseReply(text: string, place: string): z.infer<typeof TokenReply> {
  try {
    return TokenReply.parse(JSON.parse(text))
  } catch {
    throw new AttemptFailure(
      new AppError('source.refused-login', `${place}: the answer holds no access token`, {
        expected: 'JSON with access_token',
        remedy: 'Correct authentication.tokenUrl in the settings of the import source',
      }),
      { status: 200 },
    )
  }
}

function refusal(
  status: number,
  text: string,
  place: string,
  retryAfter: string | string[] | undefined,
): AttemptFailure {
  const explained = new AppError('source.refused-login', `${place}: no access token was issued`, {
    received: `status ${status}: ${errorOf(text)}`,
    remedy: 'Correct authentication.clientId and clientSecret in the settings of the import source',
    details: { status },
  })
  return new AttemptFailure(explained, { status, retryAfter: retryAfter?.toString() })
}

/** What went wrong in the words of RFC 6749, section 5.2: `invalid_client`. */
function errorOf(text: string): string {
  try {
    const { error, error_description: description } = Object(JSON.parse(text))
    return [error, description]
      .filter((part) => typeof part === 'string')
      .join(': ')
      .slice(0, 200)
  } catch {
    return 'no explanation'
  }
}
