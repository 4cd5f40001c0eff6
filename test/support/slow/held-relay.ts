import { once } from 'node:events'
import net from 'node:net'

/** Stands between a client and a server, and can keep the server's answers to itself. */
export interface HeldRelay {
  readonly port: number
  /** Whether a client that waits for an answer is connected. */
  isWaitedFor(): boolean
  /** Everything passes; answers to what a client sends after its first `messages` messages are held. */
  holdAfter(messages: number): void
  close(): Promise<void>
}

/** Starts a relay to a port of this machine; it counts what arrives at once as one message. */
export async function startHeldRelay(serverPort: number): Promise<HeldRelay> {
  const clients = new Set<net.Socket>()
  const waiting = new Set<net.Socket>()
  let limit = Infinity
  const relay = net.createServer((client) => {
    let messages = 0
    const server = net.connect(serverPort, '127.0.0.1')
    clients.add(client)
    client.on('data', (bytes) => {
      messages += 1
      if (messages > limit) waiting.add(client)
      server.write(bytes)
    })
    server.on('data', (bytes) => {
      if (!waiting.has(client)) client.write(bytes)
    })
    client
      .on('error', () => undefined)
      .on('close', () => {
        waiting.delete(client)
        clients.delete(client)
        server.destroy()
      })
    server.on('error', () => client.destroy()).on('close', () => client.destroy())
  })
  relay.listen(0, '127.0.0.1')
  await once(relay, 'listening')
  return {
    port: Number(Object(relay.address()).port),
    isWaitedFor: () => waiting.size > 0,
    holdAfter: (messages) => (limit = messages),
    close: async () => {
      for (const client of clients) client.destroy()
      relay.close()
      await once(relay, 'close')
    },
  }
}
