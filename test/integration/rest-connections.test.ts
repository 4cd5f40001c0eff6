import 'reflect-metadata'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApi, type TestApi } from '../support/http/api.js'
import {
  createAuthority,
  startStrictTlsServer,
  type TestAuthority,
  type TestCertificate,
} from '../support/http/certificates.js'
import { startHttpProxy, startSocksProxy } from '../support/http/proxies.js'
import {
  answerHosts,
  HOSTS,
  openRestSource,
  SECRET,
  type TestRestSource,
} from '../support/http/rest-source.js'

let rest: TestRestSource
let api: TestApi
let secure: TestApi
let authority: TestAuthority
let client: TestCertificate

beforeAll(async () => {
  rest = await openRestSource()
  authority = await createAuthority(rest.directory)
  client = await authority.sign('importer', 'DNS:importer')
  const server = await authority.sign('server', 'IP:127.0.0.1,DNS:localhost')
  api = await startApi()
  secure = await startApi({ ...server, ca: authority.cert, requestCert: true, rejectUnauthorized: false })
})

afterAll(async () => {
  await Promise.all([api, secure, rest].map((opened) => opened.close()))
})

function read(settings: Record<string, unknown> = {}) {
  return rest.read({ url: `${api.origin}/hosts`, ...settings })
}

function failure(settings: Record<string, unknown> = {}) {
  return rest.failure({ url: `${api.origin}/hosts`, ...settings })
}

describe('TLS', () => {
  const tls = () => ({ authority: authority.cert })
  const url = () => `${secure.origin}/hosts`

  it.each([
    ['text', () => authority.cert],
    ['a file', () => 'authority.pem'],
  ])('trusts an authority given as %s', async (_kind, given) => {
    secure.answer(answerHosts)
    expect(await read({ url: url(), tls: { authority: given() } })).toEqual(HOSTS)
    expect(secure.requests[0]?.clientName).toBeUndefined()
  })

  it('refuses an authority nobody named, unless told otherwise', async () => {
    secure.answer(answerHosts)
    expect(await failure({ url: url() })).toMatchObject({
      code: 'source.certificate-not-trusted',
      message: expect.stringContaining('its authority is unknown'),
    })
    expect(secure.requests).toEqual([])
    expect(await read({ url: url(), tls: { verifyPeer: false } })).toEqual(HOSTS)
  })

  it('refuses a certificate for another host, unless told otherwise', async () => {
    const misnamed = await startApi(await authority.sign('misnamed', 'DNS:elsewhere.example'))
    misnamed.answer(answerHosts)
    expect(await failure({ url: misnamed.origin, tls: tls() })).toMatchObject({
      code: 'source.certificate-not-trusted',
      message: expect.stringContaining('it is for another host'),
    })
    expect(await read({ url: misnamed.origin, tls: { ...tls(), verifyHost: false } })).toEqual(HOSTS)
    await misnamed.close()
  })

  it('shows a client certificate to the own origin only', async () => {
    const stranger = await startApi({
      ...(await authority.sign('stranger', 'IP:127.0.0.1')),
      ca: authority.cert,
      requestCert: true,
      rejectUnauthorized: false,
    })
    stranger.answer(answerHosts)
    secure.answer((_request, response) => response.writeHead(302, { location: `${stranger.origin}/` }).end())
    expect(
      await read({ url: url(), tls: { ...tls(), certificate: client.cert, key: 'importer.key' } }),
    ).toEqual(HOSTS)
    expect(secure.requests[0]?.clientName).toBe('importer')
    expect(stranger.requests[0]?.clientName).toBeUndefined()
    await stranger.close()
  })

  it.each([
    ['-tls1_2', 'source.certificate-refused'],
    ['-tls1_3', 'source.unreachable'],
  ] as const)('names tls.certificate when a server wants one (%s)', async (version, code) => {
    const strict = await startStrictTlsServer(rest.directory, 'server', version)
    const failed = await failure({ url: strict.origin, tls: tls(), retries: 0 })
    expect(failed).toMatchObject({ code, remedy: expect.stringContaining('tls.certificate') })
    await strict.close()
  })

  it('says when a file cannot be read, without repeating a key', async () => {
    expect(await failure({ url: url(), tls: { certificate: client.cert, key: SECRET } })).toMatchObject({
      code: 'source.certificate-unreadable',
      received: 'ENOENT',
    })
  })
})

describe('a server that accepts connections and says nothing', () => {
  it.each([
    ['instead of TLS', (host: string) => ({ url: `https://${host}/` })],
    ['instead of CONNECT', (address: string) => ({ url: secure.origin, proxy: { kind: 'http', address } })],
    ['instead of SOCKS5', (address: string) => ({ proxy: { kind: 'socks5', address } })],
  ])('%s is given up after the connect timeout', async (_what, settings) => {
    const sockets: Socket[] = []
    const silent = createServer((socket) => void sockets.push(socket))
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const startedAt = performance.now()
    const limits = { connectTimeoutSeconds: 1, retries: 0 }
    const { code } = await failure({ ...settings(`127.0.0.1:${port}`), ...limits })
    expect(['source.unreachable', 'source.proxy-refused']).toContain(code)
    expect(performance.now() - startedAt).toBeLessThan(4_000)
    for (const socket of sockets) socket.destroy()
    silent.close()
  })
})

describe('a proxy', () => {
  const login = `proxy user:${SECRET}`
  const credentials = { username: 'proxy user', password: SECRET }

  it.each([
    ['http', startHttpProxy],
    ['socks5', startSocksProxy],
  ] as const)('of kind %s leads to http and https, with its own login', async (kind, start) => {
    const proxy = await start(login)
    const settings = { proxy: { kind, address: proxy.address, ...credentials } }
    for (const server of [api, secure]) server.answer(answerHosts)
    expect(await read(settings)).toEqual(HOSTS)
    const tls = { authority: authority.cert, certificate: client.cert, key: client.key }
    expect(await read({ ...settings, url: `${secure.origin}/hosts`, tls })).toEqual(HOSTS)
    expect(secure.requests[0]?.clientName).toBe('importer')
    const [plainHost, tlsHost] = [api, secure].map((server) => new URL(server.origin).host)
    expect(proxy.asked).toEqual(
      kind === 'http'
        ? [`GET ${api.origin}/hosts`, `CONNECT ${tlsHost}`]
        : [`SOCKS5 ${plainHost}`, `SOCKS5 ${tlsHost}`],
    )
    expect(JSON.stringify(api.requests)).not.toContain('proxy-authorization')
    await proxy.close()
  })

  it.each([
    ['http', 'http', startHttpProxy],
    ['http', 'https', startHttpProxy],
    ['socks5', 'http', startSocksProxy],
    ['socks5', 'https', startSocksProxy],
  ] as const)(
    'of kind %s on the way to %s that refuses the login is told so',
    async (kind, scheme, start) => {
      const proxy = await start(login)
      const refused = { kind, address: proxy.address, username: 'nobody', password: SECRET }
      const url = `${scheme === 'http' ? api.origin : secure.origin}/hosts`
      expect(await failure({ url, proxy: refused })).toMatchObject({ code: 'source.proxy-refused-login' })
      await proxy.close()
    },
  )

  it('that looks up names itself gets the name', async () => {
    const proxy = await startSocksProxy(undefined)
    const { port } = new URL(api.origin)
    api.answer(answerHosts)
    await read({ url: `http://localhost:${port}/`, proxy: { kind: 'socks5', address: proxy.address } })
    expect(proxy.asked).toEqual([`SOCKS5 localhost:${port}`])
    await proxy.close()
  })

  it.each(['http', 'socks5'] as const)('of kind %s that does not run is named', async (kind) => {
    const gone = await startHttpProxy(undefined)
    await gone.close()
    const failed = await failure({ proxy: { kind, address: gone.address }, retries: 0 })
    expect(failed).toMatchObject({
      code: 'source.unreachable',
      message: `${api.origin}/hosts: nothing answers there (through the proxy ${gone.address})`,
    })
  })
})
