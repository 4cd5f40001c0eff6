import 'reflect-metadata'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { MssqlQuerySettings, MssqlQuerySource } from '@director/sources'
import { afterEach, describe, expect, it } from 'vitest'
import { failureOf, readAll, sourceContext } from '../support/sources/read-source.js'
import {
  bytesColumn,
  longTextColumn,
  resultHead,
  resultRow,
  shortColumn,
  textColumn,
  userTypeColumn,
} from '../support/tds/columns.js'
import { startTdsServer, type TdsServer } from '../support/tds/server.js'
import type { TdsBehaviour } from '../support/tds/session.js'
import { serverError, statementDone } from '../support/tds/tokens.js'

const source = new MssqlQuerySource()
const BASE = {
  host: '127.0.0.1',
  user: 'reader',
  password: 'secret',
  encrypt: false,
  query: 'SELECT * FROM kinds',
}
let server: TdsServer | undefined

afterEach(async () => server?.stop())

async function contextFor(behaviour: TdsBehaviour, settings: object = {}) {
  server = await startTdsServer(behaviour)
  return sourceContext(MssqlQuerySettings, { ...BASE, port: server.port, ...settings })
}

/** Values with their bytes as Microsoft's document of the protocol (MS-TDS 2.2.5.5) writes them. */
const KINDS = [
  [textColumn('name'), Buffer.from('Büro 🎉', 'utf16le'), 'Büro 🎉'],
  [longTextColumn('note'), Buffer.from('long', 'utf16le'), 'long'],
  [shortColumn('cores', 0x26, 4), Buffer.of(4, 0, 0, 0), 4],
  [shortColumn('big', 0x26, 8), Buffer.from('0100000000002000', 'hex'), '9007199254740993'],
  [shortColumn('flag', 0x68, 1), Buffer.of(1), true],
  [shortColumn('price', 0x6a, 5, 9, 2), Buffer.of(1, 0x96, 0, 0, 0), '1.50'],
  [shortColumn('debt', 0x6c, 9, 18, 4), Buffer.of(0, 0x10, 0x27, 0, 0, 0, 0, 0, 0), '-1.0000'],
  [shortColumn('cost', 0x6e, 8), Buffer.of(0, 0, 0, 0, 0x10, 0x27, 0, 0), '1.0000'],
  [shortColumn('share', 0x6d, 8), Buffer.from('000000000000e03f', 'hex'), 0.5],
  [shortColumn('ratio', 0x6d, 4), Buffer.from('cdcccc3d', 'hex'), 0.1],
  [shortColumn('day', 0x28), Buffer.of(0x65, 0x4a, 0x0b), '2026-11-22'],
  [shortColumn('at', 0x29, 0), Buffer.of(0x45, 0x2b, 0), '03:04:37'],
  [shortColumn('seen', 0x2a, 0), Buffer.of(0x45, 0x2b, 0, 0x65, 0x4a, 0x0b), '2026-11-22T03:04:37'],
  [
    shortColumn('seen_in', 0x2b, 0),
    Buffer.of(0x45, 0x2b, 0, 0x65, 0x4a, 0x0b, 0x78, 0),
    '2026-11-22T03:04:37Z',
  ],
  [shortColumn('since', 0x6f, 8), Buffer.of(1, 0, 0, 0, 0x2c, 1, 0, 0), '1900-01-02T00:00:01.000'],
  [
    shortColumn('id', 0x24, 16),
    Buffer.from('67453e129be8d312a456426614174000', 'hex'),
    '123E4567-E89B-12D3-A456-426614174000',
  ],
  [bytesColumn('raw'), Buffer.of(0, 255), Uint8Array.of(0, 255)],
  [bytesColumn('words'), Buffer.from('text'), 'text'],
  [shortColumn('nothing', 0x26, 4), null, null],
] as const

describe('values as they stand in the protocol', () => {
  it('have the kinds JSON has, everything else is text', async () => {
    const columns = KINDS.map(([column]) => column)
    const answer = () => [
      resultHead(columns),
      resultRow(
        columns,
        KINDS.map(([, bytes]) => bytes),
      ),
      statementDone(1),
    ]
    expect(await readAll(source, await contextFor({ answer }))).toEqual([
      Object.fromEntries(KINDS.map(([{ name }, , value]) => [name, value])),
    ])
  })

  it('that only code of the server understands are refused', async () => {
    const answer = () => [resultHead([userTypeColumn('place', 'geography')]), statementDone(0)]
    expect(await failureOf(source, await contextFor({ answer }))).toMatchObject({
      code: 'source.failing-query',
      message: expect.stringContaining('column "place" has the type geography'),
    })
  })

  it('that are larger than a row may be are refused with row and column', async () => {
    const columns = [longTextColumn('cell')]
    const answer = () => [
      resultHead(columns),
      resultRow(columns, [Buffer.from('small', 'utf16le')]),
      resultRow(columns, [Buffer.alloc(24 * 1024 * 1024, 'x\0')]),
      statementDone(2),
    ]
    expect(await failureOf(source, await contextFor({ answer }))).toMatchObject({
      code: 'source.row-too-large',
      message: expect.stringContaining('row 2: column "cell"'),
    })
  })
})

describe('other ways to the server', () => {
  it('begins a Windows login with the domain', async () => {
    const refusal = () => serverError(18_452, 'Login failed.', 14)
    const context = await contextFor({ refusal }, { domain: 'CORP' })
    expect(await failureOf(source, context)).toMatchObject({ code: 'source.refused-login' })
    const login = server?.sessions[0]?.login
    expect(login?.windows.subarray(0, 9)).toEqual(Buffer.from('NTLMSSP\0\u0001'))
    expect(login?.windows.includes('CORP')).toBe(true)
    expect(login?.password).toBe('')
  })

  it('asks SQL Server Browser for the port of an instance', async () => {
    const context = await contextFor(
      { answer: () => [resultHead([textColumn('name')]), statementDone(0)] },
      { port: undefined, instance: 'CMDB' },
    )
    const browser = createSocket('udp4')
    browser.on('message', (_question, { port, address }) => {
      const list = `ServerName;DB;InstanceName;CMDB;IsClustered;No;Version;16.0.1000.6;tcp;${server?.port};;`
      browser.send(Buffer.concat([Buffer.of(5, list.length, 0), Buffer.from(list)]), port, address)
    })
    browser.bind(1434, '127.0.0.1')
    await once(browser, 'listening')
    const columns = await source.columns(context)
    browser.close()
    expect(columns).toEqual(['name'])
  })
})
