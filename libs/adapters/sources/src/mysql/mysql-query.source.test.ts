import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import mysql from 'mysql2'
import { afterEach, expect, it } from 'vitest'
import { MysqlQuerySettings } from './mysql-query.settings.js'
import { MysqlQuerySource } from './mysql-query.source.js'

const TEXT_COLUMN = {
  catalog: 'def',
  schema: '',
  table: '',
  orgTable: '',
  orgName: '',
  characterSet: 45,
  columnLength: 255,
  columnType: 253,
  flags: 0,
  decimals: 0,
}
const log = { debug() {}, info() {}, warn() {}, error() {} }

let server: Server | undefined
const sockets: Socket[] = []

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
  server?.close()
})

/** A server that begins sessions, emits `query` when it is asked for one, and answers nothing from then on. */
async function silentServer(): Promise<Server> {
  const silent = createServer((socket) => {
    sockets.push(socket)
    if (sockets.length > 1) return
    const side = mysql.createConnection({ stream: socket, isServer: true } as mysql.ConnectionOptions)
    side.on('error', () => undefined)
    side.serverHandshake({
      protocolVersion: 4,
      serverVersion: '8.0.0',
      connectionId: 7,
      statusFlags: 2,
      characterSet: 45,
      capabilityFlags: 0xff_ff_f7_ff,
      authCallback: (_login: object, answer: (problem: null) => void) => answer(null),
    })
    side.on('query', (statement: string) => {
      // The driver's server counts packets on from one command to the next.
      Reflect.set(side, 'sequenceId', 1)
      const columns = ['version', 'id'].map((name) => ({ ...TEXT_COLUMN, name }))
      if (statement.includes('VERSION()')) side.writeTextResult([{ version: '8.0.0', id: '7' }], columns)
      else side.writeOk()
      Reflect.set(side, 'sequenceId', 0)
    })
    side.on('stmt_prepare', () => silent.emit('query'))
  }).listen(0, '127.0.0.1')
  server = silent
  await once(silent, 'listening')
  return silent
}

it('ends soon when it is stopped while the server is silent, also about the stop', async () => {
  const silent = await silentServer()
  const { port } = silent.address() as AddressInfo
  const settings = MysqlQuerySettings.parse({ host: '127.0.0.1', port, user: 'import', query: 'SELECT 1' })
  const stop = new AbortController()
  const reading = new MysqlQuerySource().rows({ settings, log, signal: stop.signal }).next()
  reading.catch(() => undefined)
  await once(silent, 'query')
  stop.abort(new Error('stopped by a person'))
  await expect(reading).rejects.toThrow('stopped by a person')
}, 8_000)
