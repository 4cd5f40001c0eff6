import 'reflect-metadata'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { runJob } from '@director/kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FetchPageJob } from './index.js'

let server: Server
let address: string

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/never') return
    response.statusCode = request.url === '/broken' ? 500 : 200
    response.end('hello')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

describe('FetchPageJob', () => {
  it('succeeds when the page answers', async () => {
    const run = await runJob(new FetchPageJob(), { settings: { url: address } })
    expect(run).toMatchObject({ state: 'succeeded', message: `${address} answered 200` })
  })

  it('fails when the page answers with an error', async () => {
    const run = await runJob(new FetchPageJob(), { settings: { url: `${address}/broken` } })
    expect(run).toMatchObject({ state: 'failed', message: `${address}/broken answered 500` })
  })

  it('fails when the page does not answer in time', async () => {
    const run = await runJob(new FetchPageJob(), { settings: { url: `${address}/never`, timeoutSeconds: 1 } })
    expect(run.state).toBe('failed')
  })

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('cancelled'))
    const run = await runJob(new FetchPageJob(), { settings: { url: address }, signal })
    expect(run).toMatchObject({ state: 'failed', message: 'cancelled' })
  })
})
