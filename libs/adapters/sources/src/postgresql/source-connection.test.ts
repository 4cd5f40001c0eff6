import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { openSourceConnection } from './source-connection.js'

/** PostgreSQL manual, "Message Formats": the login is accepted, statements are awaited. */
const WELCOME = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49])

let server: Server | undefined
const sockets: Socket[] = []

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
  server?.close()
})

/** A server that lets everybody in and answers no statement. */
async function silentServer(): Promise<Server> {
  server = createServer((socket) => {
    sockets.push(socket)
    socket.once('data', () => {
      socket.write(WELCOME)
      socket.once('data', () => server?.emit('statement'))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

it('ends at once when it is stopped while a server that let it in says nothing', async () => {
  const silent = await silentServer()
  const { port } = silent.address() as AddressInfo
  const stop = new AbortController()
  const settings = { host: '127.0.0.1', port, database: 'cmdb', user: 'import', timeoutSeconds: 300 }
  const opening = openSourceConnection(settings, stop.signal)
  opening.catch(() => undefined)
  await once(silent, 'statement')
  stop.abort(new Error('stopped by a person'))
  await expect(opening).rejects.toThrow('stopped by a person')
}, 5_000)
