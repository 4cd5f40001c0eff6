import { readFile } from 'node:fs/promises'
import { request } from 'node:https'
import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { AppError } from '@director/errors'
import { addressOf, type IcingaEndpoint } from '../endpoint.js'
import { explainFailure } from './explain-failure.js'

/** One request to the API. */
export interface IcingaRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below the address, with encoded segments: `/v1/config/packages`. */
  readonly path: string
  readonly body?: unknown
  /** Files of stages come as they are, everything else as JSON. */
  readonly accept: 'application/json' | 'application/octet-stream'
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export interface IcingaReply {
  readonly status: number
  readonly body: string
}

/**
 * Sends one request over a connection of its own: a kept one would break at every reload of Icinga. The certificate is
 * always verified.
 *
 * @throws AppError `icinga.unreachable`, `icinga.certificate-not-trusted`, `icinga.ca-file-unreadable`; the signal's reason
 */
export async function sendRequest(endpoint: IcingaEndpoint, sent: IcingaRequest): Promise<IcingaReply> {
  const ca = endpoint.caFile === undefined ? undefined : await readCaFile(endpoint.caFile)
  const timeout = AbortSignal.timeout(sent.timeoutMs)
  const signal = sent.signal === undefined ? timeout : AbortSignal.any([timeout, sent.signal])
  try {
    const reply = await exchange(endpoint, sent, { signal, ...(ca === undefined ? {} : { ca }) })
    return { status: reply.statusCode ?? 0, body: await text(reply) }
  } catch (error) {
    sent.signal?.throwIfAborted()
    const cause = timeout.aborted ? timeoutFailure() : error
    throw explainFailure(cause, addressOf(endpoint))
  }
}

/**
 * Sends one request and gives the answer as soon as it begins, to be read as it arrives. It is cut off when nothing
 * arrives for `timeoutMs`.
 *
 * @throws AppError as {@link sendRequest} does; the signal's reason
 */
export async function openReply(endpoint: IcingaEndpoint, sent: IcingaRequest): Promise<IncomingMessage> {
  const ca = endpoint.caFile === undefined ? undefined : await readCaFile(endpoint.caFile)
  const signal = sent.signal ?? new AbortController().signal
  try {
    const reply = await exchange(endpoint, sent, {
      signal,
      timeout: sent.timeoutMs,
      ...(ca === undefined ? {} : { ca }),
    })
    reply.setTimeout(sent.timeoutMs, () => reply.destroy(timeoutFailure()))
    return reply
  } catch (error) {
    sent.signal?.throwIfAborted()
    throw explainFailure(error, addressOf(endpoint))
  }
}

function timeoutFailure(): Error {
  return Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })
}

function exchange(
  endpoint: IcingaEndpoint,
  sent: IcingaRequest,
  options: { readonly signal: AbortSignal; readonly timeout?: number; readonly ca?: Buffer },
): Promise<IncomingMessage> {
  const body = sent.body === undefined ? undefined : Buffer.from(JSON.stringify(sent.body))
  return new Promise((resolve, reject) => {
    const outgoing = request(
      new URL(sent.path, endpoint.url),
      {
        ...options,
        method: sent.method,
        agent: false,
        auth: `${endpoint.user}:${endpoint.password}`,
        headers: {
          accept: sent.accept,
          ...(body === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': body.length }),
        },
      },
      resolve,
    )
    outgoing.on('error', reject)
    outgoing.on('timeout', () => outgoing.destroy(timeoutFailure()))
    outgoing.end(body)
  })
}

async function readCaFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    throw new AppError(
      'icinga.ca-file-unreadable',
      `cannot read the authority file ${path} of Icinga's API`,
      {
        remedy: 'Correct DIRECTOR_ICINGA_CA_FILE or the permissions of the file',
        received: String(Object(error).code ?? error),
        cause: error,
      },
    )
  }
}
