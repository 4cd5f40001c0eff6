import { EventEmitter, once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { TdsSession, type TdsBehaviour } from './session.js'

/**
 * A server that speaks as much of Microsoft SQL Server's protocol (TDS 7.4) as an import needs, and answers what the test
 * tells it to. It understands no SQL. It is written after Microsoft's documents, not after a real server.
 */
export interface TdsServer {
  readonly port: number
  readonly sessions: readonly TdsSession[]
  /** The first session that is opened from now on, or was opened and not asked for yet. */
  nextSession(): Promise<TdsSession>
  stop(): Promise<void>
}

/** Starts a server on a free port of 127.0.0.1. */
export async function startTdsServer(behaviour: TdsBehaviour = {}): Promise<TdsServer> {
  const sessions: TdsSession[] = []
  const sockets = new Set<Socket>()
  const opened = new EventEmitter()
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)))
    sessions.push(new TdsSession(socket, behaviour))
    opened.emit('session')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  let asked = 0
  return {
    port: Number(Object(server.address()).port),
    sessions,
    nextSession: async () => {
      for (;;) {
        const session = sessions[asked]
        if (session !== undefined) {
          asked += 1
          return session
        }
        await once(opened, 'session')
      }
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
