import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { createServer as createTlsServer, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { TLSSocket } from 'node:tls'

/** A request as it arrived. */
export interface ReceivedRequest {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** Common name of the client's certificate. */
  readonly clientName: string | undefined
}

export type Answering = (request: ReceivedRequest, response: ServerResponse) => void

/** An HTTP server whose answers each test decides. */
export interface TestApi {
  /** Origin without a slash: `http://127.0.0.1:40001`. */
  readonly origin: string
  /** Since the answers were last decided. */
  readonly requests: readonly ReceivedRequest[]
  answer(answering: Answering): void
  /** How many connections are open. */
  openConnections(): Promise<number>
  close(): Promise<void>
}

/** Starts a server on 127.0.0.1; with certificates it speaks TLS. */
export async function startApi(tls?: ServerOptions): Promise<TestApi> {
  const server = tls === undefined ? createServer() : createTlsServer(tls)
  let answering: Answering = (_request, response) => response.writeHead(500).end('no answer was decided')
  let requests: ReceivedRequest[] = []
  server.on('request', (incoming, response) => {
    void text(incoming).then((body) => {
      const { method = '', headers, socket } = incoming
      const url = new URL(incoming.url ?? '/', origin)
      const subject = socket instanceof TLSSocket ? socket.getPeerCertificate().subject : undefined
      const request = { method, url, headers, body, clientName: subject?.CN?.toString() }
      requests.push(request)
      answering(request, response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const origin = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`
  return {
    origin,
    get requests() {
      return requests
    },
    answer: (decided) => {
      answering = decided
      requests = []
    },
    openConnections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error === null ? resolve(count) : reject(error))),
      ),
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Answers with JSON. */
export function sendJson(
  response: ServerResponse,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
}
