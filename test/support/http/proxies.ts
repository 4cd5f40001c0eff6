import { once } from 'node:events'
import { createServer as createHttpServer, request } from 'node:http'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** A proxy on 127.0.0.1 that notes what it was asked for. */
export interface TestProxy {
  readonly address: string
  /** `CONNECT 127.0.0.1:443`, `GET http://…`, `SOCKS5 localhost:80` */
  readonly asked: readonly string[]
  close(): Promise<void>
}

/** A user name and password as `name:password`; undefined lets everybody through. */
type Login = string | undefined

/** A forward proxy: tunnels for CONNECT, plain requests passed on. */
export async function startHttpProxy(login: Login): Promise<TestProxy> {
  const asked: string[] = []
  const expected = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`
  const server = createHttpServer((incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url}`)
    if (incoming.headers['proxy-authorization'] !== expected) return response.writeHead(407).end()
    const { 'proxy-authorization': _own, ...headers } = incoming.headers
    const outgoing = request(incoming.url ?? '', { method: incoming.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    outgoing.on('error', () => response.writeHead(502).end())
    incoming.pipe(outgoing)
  })
  const tunnels = new Set<Duplex>()
  server.on('connect', (incoming, socket) => {
    asked.push(`CONNECT ${incoming.url}`)
    tunnels.add(socket)
    if (incoming.headers['proxy-authorization'] !== expected) {
      return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
    }
    const target = new URL(`http://${incoming.url}`)
    tunnel(socket, Number(target.port), target.hostname, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'))
  })
  return await listening(server, asked, () => {
    server.closeAllConnections()
    for (const socket of tunnels) socket.destroy()
  })
}

/** A SOCKS5 proxy that connects (RFC 1928) and asks for a user name and password (RFC 1929). */
export async function startSocksProxy(login: Login): Promise<TestProxy> {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    void serveSocks(socket, login, asked).catch(() => socket.destroy())
  })
  return await listening(server, asked, () => {
    for (const socket of sockets) socket.destroy()
  })
}

async function serveSocks(socket: Socket, login: Login, asked: string[]): Promise<void> {
  const greeting = await received(socket)
  const method = login === undefined ? 0 : 2
  if (!greeting.subarray(2).includes(method)) return void socket.end(Buffer.from([5, 255]))
  socket.write(Buffer.from([5, method]))
  if (login !== undefined) {
    const written = await received(socket)
    const nameEnd = 2 + (written[1] ?? 0)
    const isRight =
      `${written.toString('utf8', 2, nameEnd)}:${written.toString('utf8', nameEnd + 1)}` === login
    socket.write(Buffer.from([1, isRight ? 0 : 1]))
    if (!isRight) return void socket.end()
  }
  const wanted = await received(socket)
  const port = wanted.readUInt16BE(wanted.length - 2)
  const isName = wanted[3] === 3
  const host = isName ? wanted.toString('utf8', 5, wanted.length - 2) : wanted.subarray(4, -2).join('.')
  asked.push(`SOCKS5 ${host}:${port}`)
  tunnel(socket, port, host, () => socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])))
}

/** Each message of the handshake waits for an answer: it arrives alone, and on loopback in one piece. */
async function received(socket: Socket): Promise<Buffer> {
  const arriving = once(socket, 'data')
  socket.resume()
  const [chunk] = await arriving
  socket.pause()
  return chunk
}

function tunnel(socket: Duplex, port: number, host: string, tellConnected: () => void): void {
  const target = connect(port, host, () => {
    tellConnected()
    target.pipe(socket)
    socket.pipe(target)
  })
  target.on('error', () => socket.destroy())
  target.on('close', () => socket.destroy())
  socket.on('error', () => target.destroy())
  socket.on('close', () => target.destroy())
}

async function listening(server: Server, asked: readonly string[], cut: () => void): Promise<TestProxy> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    address: `127.0.0.1:${port}`,
    asked,
    close: async () => {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
