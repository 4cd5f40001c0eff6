import 'reflect-metadata'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeError } from '@director/errors'
import { MssqlQuerySettings, MssqlQuerySource } from '@director/sources'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { createAuthority, type TestAuthority } from '../support/http/certificates.js'
import { failureOf, readAll, sourceContext } from '../support/sources/read-source.js'
import { resultHead, resultRow, textColumn } from '../support/tds/columns.js'
import { startTdsServer, type TdsServer } from '../support/tds/server.js'
import type { AnswerPiece, TdsBehaviour } from '../support/tds/session.js'
import { serverError, statementDone, statementFailed } from '../support/tds/tokens.js'

type Settings = z.input<typeof MssqlQuerySettings>

const source = new MssqlQuerySource()
const COLUMNS = [textColumn('name'), textColumn('note')]
const QUERY = 'SELECT name, note FROM host'
const PASSWORD = 's3cret-passw0rd'
const running: TdsServer[] = []

const text = (value: string) => Buffer.from(value, 'utf16le')
const row = (name: string, note = 'x'.repeat(200)) => resultRow(COLUMNS, [text(name), text(note)])

function* hosts(count: number): Generator<AnswerPiece> {
  yield resultHead(COLUMNS)
  for (let number = 1; number <= count; number += 1) yield row(`host-${number}`)
}

function* answerOf(...pieces: readonly AnswerPiece[]): Generator<AnswerPiece> {
  yield* pieces
}

async function serverThat(behaviour: TdsBehaviour): Promise<TdsServer> {
  const server = await startTdsServer(behaviour)
  running.push(server)
  return server
}

const contextOf = (server: { readonly port: number }, fields: Partial<Settings> = {}, signal?: AbortSignal) =>
  sourceContext(
    MssqlQuerySettings,
    {
      host: '127.0.0.1',
      port: server.port,
      database: 'cmdb',
      user: 'reader',
      password: PASSWORD,
      encrypt: false,
      query: QUERY,
      ...fields,
    },
    signal,
  )

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()))
})

describe('a query on a server that speaks TDS', () => {
  it('gives its rows, in a transaction of its own that is rolled back, with read-only intent', async () => {
    const server = await serverThat({ answer: () => answerOf(...hosts(2), statementDone(2)) })
    expect(await readAll(source, contextOf(server))).toEqual([
      { name: 'host-1', note: 'x'.repeat(200) },
      { name: 'host-2', note: 'x'.repeat(200) },
    ])
    const session = await server.nextSession()
    await session.until('closed')
    expect(session.seen).toEqual(['login', 'begin', 'query', 'rollback', 'closed'])
    expect(session.query).toBe(QUERY)
    expect(session.login).toMatchObject({
      user: 'reader',
      password: PASSWORD,
      database: 'cmdb',
      application: 'director import',
      isReadOnlyIntent: true,
    })
    expect(session.preparation).toMatch(/textsize 31457283/)
  })

  it('gives every row of a large result', async () => {
    const server = await serverThat({ answer: () => answerOf(...hosts(20_000), statementDone(20_000)) })
    let count = 0
    let last: unknown
    for await (const { name } of source.rows(contextOf(server))) {
      count += 1
      last = name
    }
    expect([count, last]).toEqual([20_000, 'host-20000'])
  })

  it('names its columns without reading the rows, and stops the server', async () => {
    const server = await serverThat({ answer: () => hosts(Infinity) })
    expect(await source.columns(contextOf(server))).toEqual(['name', 'note'])
    const session = await server.nextSession()
    await session.until('closed')
    expect(session.seen).toEqual(['login', 'begin', 'query', 'attention', 'rollback', 'closed'])
  })

  it('reads no further than the importer does', async () => {
    const server = await serverThat({ answer: () => hosts(Infinity) })
    const rows = source.rows(contextOf(server))[Symbol.asyncIterator]()
    await rows.next()
    const session = await server.nextSession()
    let sent = -1
    while (sent !== session.rowsSent) {
      sent = session.rowsSent
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    expect(sent).toBeLessThan(100_000)
    await rows.return(undefined)
    await session.until('closed')
    expect(session.seen).toEqual(['login', 'begin', 'query', 'attention', 'rollback', 'closed'])
  })
})

describe('what cannot become rows', () => {
  it.each<[string, string, () => Iterable<AnswerPiece>]>([
    [
      'two columns of one name',
      'two columns',
      () => answerOf(resultHead([textColumn('a'), textColumn('a')])),
    ],
    ['a column without a name', 'column 2', () => answerOf(resultHead([textColumn('a'), textColumn('')]))],
    ['two results', 'more than one', () => answerOf(...hosts(2), statementDone(2, true), ...hosts(2))],
    [
      'FOR JSON',
      'one JSON text',
      () => answerOf(resultHead([textColumn('JSON_F52E2B61-18A1-11d1-B105-00805F49916B')])),
    ],
  ])('%s is refused', async (_what, message, answer) => {
    const server = await serverThat({
      answer: function* () {
        yield* answer()
        yield statementDone()
      },
    })
    const failure = await failureOf(source, contextOf(server))
    expect(failure).toMatchObject({
      code: 'source.failing-query',
      message: expect.stringContaining(message),
      remedy: expect.stringMatching(/\w/),
    })
    const session = await server.nextSession()
    await session.until('closed')
    expect(session.seen).toContain('rollback')
  })

  it('a statement without a result is refused', async () => {
    const server = await serverThat({})
    expect(await failureOf(source, contextOf(server))).toMatchObject({ code: 'source.writing-query' })
  })

  it('a query that writes is refused before the server hears of it', async () => {
    const server = await serverThat({})
    const failure = await failureOf(source, contextOf(server, { query: 'SELECT 1 AS a DROP TABLE host' }))
    expect(failure).toMatchObject({ code: 'source.writing-query', received: 'DROP' })
    expect(server.sessions).toEqual([])
  })
})

describe('what goes wrong', () => {
  it.each<[string, number, number]>([
    ['source.failing-query', 208, 16],
    ['source.failing-query', 229, 14],
    ['source.writing-query', 3906, 16],
    ['source.interrupted', 1205, 13],
    ['source.interrupted', 824, 24],
  ])('ends with %s for error %i', async (code, number, severity) => {
    const error = serverError(number, 'what the server says', severity)
    const server = await serverThat({ answer: () => answerOf(error, statementFailed()) })
    expect(await failureOf(source, contextOf(server))).toMatchObject({
      code,
      message: expect.stringContaining(`SQL Server 127.0.0.1:${server.port}/cmdb`),
      received: 'what the server says',
    })
  })

  it('tells how many rows came before the error', async () => {
    const error = serverError(8134, 'Divide by zero error encountered.')
    const server = await serverThat({ answer: () => answerOf(...hosts(2_500), error, statementFailed()) })
    expect(await failureOf(source, contextOf(server))).toMatchObject({
      code: 'source.failing-query',
      details: { rowsRead: expect.any(Number) },
    })
  })

  it('ends with source.interrupted when the server dies in mid-stream', async () => {
    const server = await serverThat({ answer: () => answerOf(...hosts(5_000), 'dies') })
    let seen = 0
    const failed = (async () => {
      for await (const _row of source.rows(contextOf(server))) seen += 1
    })()
    await expect(failed).rejects.toMatchObject({ code: 'source.interrupted' })
    expect(seen).toBeLessThanOrEqual(5_000)
  })

  it('ends with source.interrupted when a row stops in its middle', async () => {
    const half = row('host').subarray(0, 20)
    const server = await serverThat({ answer: () => answerOf(...hosts(1), half, 'dies') })
    expect(await failureOf(source, contextOf(server))).toMatchObject({ code: 'source.interrupted' })
  })

  it.each<[string, number]>([
    ['source.refused-login', 18_456],
    ['source.missing-database', 4060],
  ])('ends with %s for error %i of the login, without the password', async (code, number) => {
    const server = await serverThat({ refusal: () => serverError(number, 'Login failed for user.', 14) })
    const failure = await failureOf(source, contextOf(server))
    expect(failure).toMatchObject({ code, remedy: expect.stringMatching(/\w/) })
    expect(JSON.stringify(describeError(failure))).not.toContain(PASSWORD)
  })

  it.each<[string, Partial<Settings>]>([
    ['nothing answers', { port: 1 }],
    ['not known', { host: 'nowhere.invalid' }],
    ['nothing answers', { port: 1, encrypt: true }],
    ['not known', { host: 'nowhere.invalid', encrypt: true }],
  ])('ends with source.unreachable: %s, %j', async (message, fields) => {
    const failure = await failureOf(source, contextOf({ port: 1 }, fields))
    expect(failure).toMatchObject({ code: 'source.unreachable', message: expect.stringContaining(message) })
  })
})

describe('stopping', () => {
  const COMPUTING: TdsBehaviour = { answer: () => answerOf('computes') }

  it('tells the server with an attention, within two seconds', async () => {
    const server = await serverThat(COMPUTING)
    const controller = new AbortController()
    const failed = failureOf(source, contextOf(server, {}, controller.signal))
    const session = await server.nextSession()
    await session.until('query')
    const reason = new Error('cancelled by an operator')
    controller.abort(reason)
    expect(await failed).toBe(reason)
    await session.until('closed')
    expect(session.seen).toEqual(['login', 'begin', 'query', 'attention', 'rollback', 'closed'])
  })

  it('stops a server whose rows wait to be read', async () => {
    const server = await serverThat({ answer: () => hosts(Infinity) })
    const controller = new AbortController()
    const rows = source.rows(contextOf(server, {}, controller.signal))[Symbol.asyncIterator]()
    await rows.next()
    const session = await server.nextSession()
    controller.abort(new Error('cancelled'))
    await session.until('attention')
    await expect(
      (async () => {
        while (!(await rows.next()).done);
      })(),
    ).rejects.toThrow('cancelled')
    await session.until('closed')
    expect(session.seen).toContain('rollback')
  })

  it('cuts the connection when the server does not answer the attention', async () => {
    const server = await serverThat({ ...COMPUTING, ignoresAttention: true })
    const controller = new AbortController()
    const failed = failureOf(source, contextOf(server, {}, controller.signal))
    const session = await server.nextSession()
    await session.until('query')
    const startedAt = performance.now()
    controller.abort(new Error('cancelled'))
    expect(await failed).toMatchObject({ message: 'cancelled' })
    await session.until('closed')
    expect(performance.now() - startedAt).toBeLessThan(2_000)
    expect(session.seen).toEqual(['login', 'begin', 'query', 'attention', 'closed'])
  })

  it.each([
    ['before its first row', []],
    ['between its rows', [...hosts(3)]],
  ])('tells the server when the query computes too long %s', async (_when, before) => {
    const server = await serverThat({ answer: () => answerOf(...before, 'computes') })
    const failure = await failureOf(source, contextOf(server, { timeoutSeconds: 1 }))
    expect(failure).toMatchObject({
      code: 'source.timed-out',
      details: { rowsRead: Math.max(0, before.length - 1) },
    })
    const session = await server.nextSession()
    await session.until('closed')
    expect(session.seen).toEqual(['login', 'begin', 'query', 'attention', 'rollback', 'closed'])
  })

  it('ends also while the server does not answer the login', async () => {
    const server = await serverThat({ refusal: () => Buffer.alloc(0) })
    const controller = new AbortController()
    const failed = failureOf(source, contextOf(server, {}, controller.signal))
    await (await server.nextSession()).until('login')
    controller.abort(new Error('cancelled'))
    expect(await failed).toMatchObject({ message: 'cancelled' })
  })
})

describe('encryption', () => {
  const answer = () => answerOf(...hosts(2_000), statementDone(2_000))
  let directory: string
  let authority: TestAuthority

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'director-tds-'))
    authority = await createAuthority(directory)
  })

  afterAll(async () => rm(directory, { recursive: true, force: true }))

  it('is used unless turned off, and the certificate is looked at', async () => {
    const certificate = await authority.sign('server', 'DNS:localhost')
    const server = await serverThat({ certificate, answer })
    const encrypted = { host: 'localhost', encrypt: undefined }
    expect(await failureOf(source, contextOf(server, encrypted))).toMatchObject({
      code: 'source.certificate-not-trusted',
    })
    const rows = await readAll(source, contextOf(server, { ...encrypted, tlsAuthority: authority.cert }))
    expect(rows).toHaveLength(2_000)
    expect(server.sessions.map(({ login }) => login?.password)).toEqual([undefined, PASSWORD])
  })

  it('wants the certificate to be for the host, or for the name it is told', async () => {
    const certificate = await authority.sign('other', 'DNS:db.example.com')
    const server = await serverThat({ certificate, answer })
    const encrypted = { host: 'localhost', encrypt: true, tlsAuthority: authority.cert }
    expect(await failureOf(source, contextOf(server, encrypted))).toMatchObject({
      code: 'source.certificate-not-trusted',
    })
    const named = { ...encrypted, certificateName: 'db.example.com' }
    expect(await readAll(source, contextOf(server, named))).toHaveLength(2_000)
    const trusting = { host: 'localhost', encrypt: true, trustServerCertificate: true }
    expect(await readAll(source, contextOf(server, trusting))).toHaveLength(2_000)
  })

  it('sends no login to a server that does not encrypt', async () => {
    const server = await serverThat({ answer })
    expect(await failureOf(source, contextOf(server, { encrypt: true }))).toMatchObject({
      code: 'source.unreachable',
      message: expect.stringContaining('does not encrypt'),
    })
    const session = await server.nextSession()
    await session.until('closed')
    expect(session.seen).toEqual(['closed'])
  })

  it('has to be turned on for a server that wants it', async () => {
    const server = await serverThat({ answer, wantsEncryption: true })
    expect(await failureOf(source, contextOf(server))).toMatchObject({
      code: 'source.unreachable',
      message: expect.stringContaining('wants encryption'),
    })
  })
})
