import { setTimeout as sleep } from 'node:timers/promises'
import type { Readable } from 'node:stream'
import { AppError } from '@director/errors'
import type { JobLog } from '@director/kit'
import pRetry from 'p-retry'
import { request, type Dispatcher } from 'undici'
import { ACCEPTED_ENCODINGS, unpackedBody } from '../answer/unpacked-body.js'
import type { RestApiSettings } from '../rest-api.settings.js'
import { AttemptFailure } from './attempt-failure.js'
import { bodyExcerpt } from '../failures/body-excerpt.js'
import type { Credentials } from './credentials.js'
import { excerptOf, explainStatus } from '../failures/explain-status.js'
import { explainFailure } from '../failures/explain-failure.js'
import { decideRetry } from './retry-decision.js'
import type { TokenRequest } from './access-token.js'

/** An answer with a status of success whose body is still to be read. */
export interface Answer {
  /** After redirects. */
  readonly url: URL
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Readable
}

interface Asked {
  readonly url: URL
  readonly method: 'GET' | 'POST'
  readonly place: string
}

const MOST_REDIRECTS = 5
const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** Sends the requests of one reading: with credentials, redirects and retries. */
export class RestClient {
  constructor(
    private readonly settings: RestApiSettings,
    private readonly credentials: Credentials,
    private readonly way: TokenRequest,
    private readonly log: JobLog,
  ) {}

  /**
   * Asks for one page.
   *
   * @param place address and page, put in front of failures
   * @throws AppError `source.unreachable`, `source.certificate-not-trusted`, `source.certificate-refused`,
   *   `source.proxy-refused`, `source.proxy-refused-login`, `source.refused-login`, `source.forbidden`,
   *   `source.not-found`, `source.busy`, `source.failing-server`, `source.refused-request`, `source.redirected-away`,
   *   `source.not-json`
   */
  async ask(url: URL, place: string): Promise<Answer> {
    const { retries, method } = this.settings
    try {
      return await pRetry(() => this.askFollowing({ url, method, place }), {
        retries,
        minTimeout: 0,
        shouldRetry: ({ error, attemptNumber }) => this.waitBeforeRetry(error, attemptNumber, place),
      })
    } catch (error) {
      throw error instanceof AttemptFailure ? error.explained : error
    }
  }

  private async waitBeforeRetry(error: Error, attempt: number, place: string): Promise<boolean> {
    if (!(error instanceof AttemptFailure)) return false
    const { status, code, retryAfter } = error
    const { retries } = this.settings
    const decision = decideRetry({ attempt, retries, status, code, retryAfter }, new Date(), Math.random())
    if (decision.kind === 'give-up') {
      this.log.debug('request was given up', { place, status, code, reason: decision.reason })
      return false
    }
    const delayMs = Math.round(decision.delayMs)
    this.log.warn('request failed and is sent again', { place, status, code, attempt, delayMs })
    await sleep(delayMs, undefined, { signal: this.way.signal })
    return true
  }

  private async askFollowing(first: Asked): Promise<Answer> {
    let asked = first
    let mayRenew = true
    for (let redirects = 0; redirects <= MOST_REDIRECTS;) {
      const answer = await this.send(asked)
      const { statusCode: status, headers, body } = answer
      if (status >= 200 && status < 300) {
        await this.checkIsJson(answer, asked.place)
        return { url: asked.url, headers, body }
      }
      if (status === 401 && mayRenew && this.credentials.isOwnOrigin(asked.url) && this.credentials.renew()) {
        mayRenew = false
        await body.dump()
      } else if (REDIRECTS.has(status) && typeof headers['location'] === 'string') {
        await body.dump()
        asked = redirected(asked, headers['location'], status)
        redirects++
      } else throw await this.refusal(answer, asked)
    }
    throw redirectedAway(first.place, `at most ${MOST_REDIRECTS} redirects`, 'more of them')
  }

  private async send({ url, method, place }: Asked): Promise<Dispatcher.ResponseData> {
    const { transport, proxy, signal } = this.way
    const body = method === 'POST' ? this.settings.body : undefined
    if (body !== undefined && !this.credentials.isOwnOrigin(url)) {
      throw redirectedAway(
        place,
        'an address of the same origin as the URL: the body may hold secrets',
        url.origin,
      )
    }
    const head = await this.credentials.headFor(url, {
      accept: 'application/json',
      'accept-encoding': ACCEPTED_ENCODINGS,
      'user-agent': 'director-jobs',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    })
    try {
      return await request(head.url, {
        method,
        headers: head.headers,
        dispatcher: transport.dispatcherFor(url),
        signal,
        // The deadline of the reading ends what takes too long; an answer may be computed for minutes.
        headersTimeout: 0,
        bodyTimeout: 0,
        ...(body === undefined ? {} : { body }),
      })
    } catch (error) {
      signal.throwIfAborted()
      throw new AttemptFailure(explainFailure(error, place, proxy), {
        code: String(Object(error).code ?? ''),
      })
    }
  }

  private async refusal(answer: Dispatcher.ResponseData, { url, place }: Asked): Promise<AttemptFailure> {
    const status = answer.statusCode
    const explained = explainStatus({
      status,
      place,
      excerpt: await this.excerptOf(answer, place),
      authentication: this.settings.authentication.kind,
      isOwnOrigin: this.credentials.isOwnOrigin(url),
    })
    return new AttemptFailure(explained, { status, retryAfter: answer.headers['retry-after']?.toString() })
  }

  private async checkIsJson(answer: Dispatcher.ResponseData, place: string): Promise<void> {
    const type = answer.headers['content-type']?.toString().toLowerCase() ?? ''
    if (type === '' || /json|javascript|^text\/plain|octet-stream/.test(type)) return
    const excerpt = (await this.excerptOf(answer, place)).slice(0, 80)
    throw new AppError('source.not-json', `${place}: the answer is not JSON`, {
      expected: 'application/json',
      received: excerpt === '' ? type : `${type}: ${excerpt}`,
      remedy: 'Correct the URL; a web page instead of data is often a login page: check the authentication',
    })
  }

  private async excerptOf({ headers, body }: Dispatcher.ResponseData, place: string): Promise<string> {
    const unpacked = unpackedBody(body, headers['content-encoding']?.toString(), place)
    return excerptOf(this.way.redaction.apply(await bodyExcerpt(unpacked)))
  }
}

function redirected(asked: Asked, location: string, status: number): Asked {
  if (!URL.canParse(location, asked.url.href)) {
    throw redirectedAway(asked.place, 'an address to follow', 'something else')
  }
  const url = new URL(location, asked.url)
  // Of RFC 9110, section 15.4: only 307 and 308 keep the method.
  const method = status === 307 || status === 308 ? asked.method : 'GET'
  if (!/^https?:$/.test(url.protocol))
    throw redirectedAway(asked.place, 'an http or https address', url.protocol)
  return { ...asked, url, method }
}

function redirectedAway(place: string, expected: string, received: string): AppError {
  return new AppError('source.redirected-away', `${place}: it leads elsewhere`, {
    expected,
    received,
    remedy: 'Write the address it leads to into the URL of the import source, if that is right',
  })
}
