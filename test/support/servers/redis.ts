import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { Redis } from 'ioredis'

/** A Redis of the test's own, on loopback. */
export interface TestRedis {
  readonly url: string
  command(...words: string[]): Promise<unknown>
  stop(): Promise<void>
}

/** Starts the system's `redis-server` on a free port with a directory of its own. */
export async function startRedis(...options: string[]): Promise<TestRedis> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'director-redis-'))
  const port = await freePort()
  const server = spawn(
    'redis-server',
    [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      directory,
      '--save',
      '',
      '--hz',
      '100',
      ...options,
    ],
    { stdio: 'ignore' },
  )
  const client = new Redis({ port, host: '127.0.0.1', maxRetriesPerRequest: null })
  client.on('error', () => undefined)
  await client.ping()
  return {
    url: `redis://127.0.0.1:${port}`,
    command: (name = '', ...words) => client.call(name, ...words),
    stop: async () => {
      client.disconnect()
      if (server.exitCode !== null || server.signalCode !== null) return
      const exited = once(server, 'exit')
      server.kill()
      await exited
      fs.rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** A TCP port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = net.createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
