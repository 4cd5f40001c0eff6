import 'reflect-metadata'
import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendJson, startApi, type ReceivedRequest, type TestApi } from '../support/http/api.js'
import {
  answerHosts,
  HOSTS,
  openRestSource,
  SECRET,
  type TestRestSource,
} from '../support/http/rest-source.js'

let rest: TestRestSource
let api: TestApi
let other: TestApi

beforeAll(async () => {
  rest = await openRestSource()
  api = await startApi()
  other = await startApi()
})

afterAll(async () => {
  await Promise.all([api, other, rest].map((opened) => opened.close()))
})

function context(settings: Record<string, unknown>) {
  return rest.context({ url: `${api.origin}/hosts`, ...settings })
}

function read(settings: Record<string, unknown> = {}, signal?: AbortSignal) {
  return rest.read({ url: `${api.origin}/hosts`, ...settings }, signal)
}

function failure(settings: Record<string, unknown> = {}) {
  return rest.failure({ url: `${api.origin}/hosts`, ...settings })
}

function lastHeaders(server: TestApi = api): ReceivedRequest['headers'] {
  return server.requests.at(-1)?.headers ?? {}
}

describe('a request', () => {
  it('asks for JSON with the headers of the settings, and reads the rows below a path', async () => {
    api.answer((_request, response) => sendJson(response, { total: 2, data: { 'host.list': HOSTS } }))
    const headers = [{ name: 'X-Tenant', value: 'blue' }]
    expect(
      await read({ url: `${api.origin}/hosts?site=b#top`, headers, extractProperty: 'data.host\\.list' }),
    ).toEqual(HOSTS)
    expect(api.requests.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
      'GET /hosts?site=b',
    ])
    expect(lastHeaders()).toMatchObject({ accept: 'application/json', 'x-tenant': 'blue' })
  })

  it('posts a body', async () => {
    api.answer(answerHosts)
    expect(await read({ method: 'POST', body: '{"limit":2}' })).toEqual(HOSTS)
    expect(api.requests[0]).toMatchObject({ method: 'POST', body: '{"limit":2}' })
    expect(lastHeaders()['content-type']).toBe('application/json')
  })

  it('unpacks the answer', async () => {
    api.answer(({ headers }, response) => {
      expect(headers['accept-encoding']).toContain('gzip')
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
      response.end(gzipSync(JSON.stringify(HOSTS)))
    })
    expect(await read()).toEqual(HOSTS)
  })

  it('finds the columns in the first page alone', async () => {
    api.answer((_request, response) => sendJson(response, HOSTS))
    expect(await rest.source.columns(context({ pagination: { kind: 'page' } }))).toEqual(['name', 'vars'])
    expect(api.requests).toHaveLength(1)
  })
})

describe('authentication', () => {
  const basic = `Basic ${Buffer.from(`importer:${SECRET}`).toString('base64')}`
  it.each([
    [{ kind: 'basic', username: 'importer', password: SECRET }, { authorization: basic }],
    [{ kind: 'bearer', token: SECRET }, { authorization: `Bearer ${SECRET}` }],
    [{ kind: 'api-key', name: 'X-API-Key', value: SECRET }, { 'x-api-key': SECRET }],
  ])('sends %j', async (authentication, headers) => {
    api.answer(answerHosts)
    expect(await read({ authentication })).toEqual(HOSTS)
    expect(lastHeaders()).toMatchObject(headers)
  })

  it('sends an API key as a parameter on every page, also when links leave it out', async () => {
    api.answer(({ url }, response) => {
      const isLast = url.searchParams.has('page')
      sendJson(response, [{ isLast }], isLast ? {} : { link: '</hosts?page=2>; rel="next"' })
    })
    const authentication = { kind: 'api-key', in: 'query', name: 'key', value: SECRET }
    expect(await read({ authentication, pagination: { kind: 'link-header' } })).toHaveLength(2)
    expect(api.requests.map(({ url }) => url.search)).toEqual([`?key=${SECRET}`, `?page=2&key=${SECRET}`])
  })

  it('says that the login was refused, and hides secrets the server repeats', async () => {
    api.answer(({ headers }, response) => response.writeHead(401).end(`no: ${headers.authorization}`))
    expect(await failure({ authentication: { kind: 'bearer', token: SECRET } })).toMatchObject({
      code: 'source.refused-login',
      message: `${api.origin}/hosts: the login was refused (401)`,
      received: 'status 401: no: Bearer …',
      remedy: 'Correct the authentication (bearer) in the settings of the import source',
    })
    expect(api.requests).toHaveLength(1)
  })

  describe('with OAuth 2 client credentials', () => {
    const clientCredentials = () => ({
      kind: 'oauth2-client-credentials',
      tokenUrl: `${other.origin}/token`,
      clientId: 'importer:1',
      clientSecret: SECRET,
      scope: 'hosts:read',
    })

    it('asks for a token once and sends it with every page', async () => {
      other.answer((_request, response) => sendJson(response, { access_token: 'token-1', expires_in: 3600 }))
      api.answer(({ url }, response) =>
        sendJson(response, url.search.endsWith('=3') ? [] : [{ page: url.search }]),
      )
      expect(await read({ authentication: clientCredentials(), pagination: { kind: 'page' } })).toHaveLength(
        2,
      )
      expect(other.requests).toMatchObject([
        {
          method: 'POST',
          body: 'grant_type=client_credentials&scope=hosts%3Aread',
          headers: { authorization: `Basic ${Buffer.from(`importer%3A1:${SECRET}`).toString('base64')}` },
        },
      ])
      expect(api.requests.map(({ headers }) => headers.authorization)).toEqual(
        Array(3).fill('Bearer token-1'),
      )
    })

    it('sends id and secret in the form when that is wanted', async () => {
      other.answer((_request, response) => sendJson(response, { access_token: 'token-1' }))
      api.answer(answerHosts)
      await read({ authentication: { ...clientCredentials(), sendAs: 'body' } })
      expect(other.requests[0]?.body).toContain(`client_id=importer%3A1&client_secret=${SECRET}`)
      expect(lastHeaders(other).authorization).toBeUndefined()
    })

    it('asks for a new token when the server does not take the old one any more', async () => {
      other.answer((_request, response) =>
        sendJson(response, { access_token: `token-${other.requests.length}` }),
      )
      api.answer(({ headers, url }, response) => {
        const isOld = url.search.endsWith('=2') && headers.authorization === 'Bearer token-1'
        if (isOld) response.writeHead(401).end()
        else sendJson(response, url.search.endsWith('=3') ? [] : [{ page: url.search }])
      })
      expect(await read({ authentication: clientCredentials(), pagination: { kind: 'page' } })).toHaveLength(
        2,
      )
      expect(other.requests).toHaveLength(2)
    })

    it('says when no token is issued', async () => {
      other.answer((_request, response) =>
        response.writeHead(401).end(`{"error":"invalid_client","x":"${SECRET}"}`),
      )
      expect(await failure({ authentication: clientCredentials() })).toMatchObject({
        code: 'source.refused-login',
        message: `token of ${other.origin}/token: no access token was issued`,
        received: 'status 401: invalid_client',
      })
    })
  })
})

describe('pages', () => {
  const all = Array.from({ length: 25 }, (_, number) => ({ name: `host-${number}` }))
  const slice = (from: number) => all.slice(from, from + 10)

  it.each([
    [
      'link headers',
      { kind: 'link-header' },
      (url: URL, response: ServerResponse) => {
        const from = Number(url.searchParams.get('from'))
        sendJson(
          response,
          { rows: slice(from) },
          from > 14 ? {} : { link: `<?from=${from + 10}>; rel="next"` },
        )
      },
      ['', '?from=10', '?from=20'],
    ],
    [
      'numbers',
      { kind: 'page', sizeParameter: 'per_page', size: 10 },
      (url: URL, response: ServerResponse) =>
        sendJson(response, { rows: slice(10 * (Number(url.searchParams.get('page')) - 1)) }),
      [1, 2, 3, 4].map((page) => `?page=${page}&per_page=10`),
    ],
    [
      'numbers, with 404 behind the last',
      { kind: 'page' },
      (url: URL, response: ServerResponse) => {
        const rows = slice(10 * (Number(url.searchParams.get('page')) - 1))
        if (rows.length === 0) response.writeHead(404).end()
        else sendJson(response, { rows })
      },
      ['?page=1', '?page=2', '?page=3', '?page=4'],
    ],
    [
      'offsets, from a server that gives less than it is asked for',
      { kind: 'offset', size: 100 },
      (url: URL, response: ServerResponse) =>
        sendJson(response, { rows: slice(Number(url.searchParams.get('offset'))) }),
      [0, 10, 20, 25].map((offset) => `?offset=${offset}&limit=100`),
    ],
    [
      'cursors',
      { kind: 'cursor', path: 'meta.cursor', parameter: 'after' },
      (url: URL, response: ServerResponse) => {
        const from = Number((url.searchParams.get('after') ?? 'c/0').slice(2))
        sendJson(response, { meta: { cursor: from > 14 ? null : `c/${from + 10}` }, rows: slice(from) })
      },
      ['', '?after=c%2F10', '?after=c%2F20'],
    ],
    [
      'addresses in the answer',
      { kind: 'next-url', path: 'next' },
      (url: URL, response: ServerResponse) => {
        const from = Number(url.searchParams.get('from'))
        sendJson(response, {
          rows: slice(from),
          next: from > 14 ? null : `${url.origin}/hosts?from=${from + 10}`,
        })
      },
      ['', '?from=10', '?from=20'],
    ],
  ])('are found by %s', async (_kind, pagination, answer, searches) => {
    api.answer(({ url }, response) => answer(url, response))
    expect(await read({ pagination, extractProperty: 'rows' })).toEqual(all)
    expect(api.requests.map(({ url }) => url.search)).toEqual(searches)
  })

  it('that lead back to an earlier one fail', async () => {
    api.answer((_request, response) => sendJson(response, HOSTS, { link: '</hosts>; rel=next' }))
    expect(await failure({ pagination: { kind: 'link-header' } })).toMatchObject({
      code: 'source.pagination-loop',
    })
    expect(api.requests).toHaveLength(1)
  })

  it('that are always the same fail: the server does not know the parameter', async () => {
    api.answer(answerHosts)
    expect(await failure({ pagination: { kind: 'page' } })).toMatchObject({
      code: 'source.pagination-loop',
      message: `${api.origin}/hosts, page 2: the pages go round in circles`,
    })
  })

  it.each([
    [{ pages: 3 }, 'source.limit-exceeded', 'at most 3 pages'],
    [{ rows: 25 }, 'source.limit-exceeded', 'at most 25 rows'],
    [{ megabytes: 1 }, 'source.limit-exceeded', 'at most 1 MB unpacked'],
  ])('are limited by %j', async (limits, code, expected) => {
    const filler = 'x'.repeat(30_000)
    api.answer(({ url }, response) =>
      sendJson(
        response,
        slice(0).map((host) => ({ ...host, page: url.search, filler })),
      ),
    )
    await expect(read({ pagination: { kind: 'page' }, limits })).rejects.toMatchObject({ code, expected })
  })

  it('without a way to the second one are warned about', async () => {
    api.answer((_request, response) => sendJson(response, { rows: HOSTS }))
    await read({ pagination: { kind: 'cursor', path: 'meta.curser' }, extractProperty: 'rows' })
    expect(rest.logged).toContainEqual(expect.objectContaining({ path: 'meta.curser' }))
  })
})

describe('a server in trouble', () => {
  it('is asked again after the time it names', async () => {
    const askedAt: number[] = []
    api.answer((_request, response) => {
      askedAt.push(performance.now())
      if (askedAt.length === 1) response.writeHead(429, { 'retry-after': '1' }).end()
      else sendJson(response, HOSTS)
    })
    expect(await read()).toEqual(HOSTS)
    expect((askedAt[1] ?? 0) - (askedAt[0] ?? 0)).toBeGreaterThanOrEqual(990)
    expect(rest.logged).toContainEqual(expect.objectContaining({ status: 429, attempt: 1, delayMs: 1000 }))
  })

  it('is asked again after status 500, and after a connection that was cut off', async () => {
    api.answer((_request, response) => {
      if (api.requests.length === 1) response.writeHead(500).end()
      else if (api.requests.length === 2) response.destroy()
      else sendJson(response, HOSTS)
    })
    expect(await read()).toEqual(HOSTS)
    expect(api.requests).toHaveLength(3)
  })

  it('is told with the beginning of its answer when retries are used up', async () => {
    api.answer((_request, response) =>
      response.writeHead(503).end(`<html><title>Down\nfor ${SECRET}</title>`),
    )
    const authentication = { kind: 'bearer', token: SECRET }
    expect(await failure({ retries: 1, authentication })).toMatchObject({
      code: 'source.failing-server',
      message: `${api.origin}/hosts: it answered with status 503`,
      received: 'status 503: Down for …',
    })
    expect(api.requests).toHaveLength(2)
  })

  it('that refuses is not asked again', async () => {
    api.answer((_request, response) => response.writeHead(400).end('{"error":"no such field"}'))
    expect(await failure()).toMatchObject({
      code: 'source.refused-request',
      received: 'status 400: {"error":"no such field"}',
    })
    expect(api.requests).toHaveLength(1)
  })

  it('that nobody runs is unreachable', async () => {
    const gone = await startApi()
    await gone.close()
    expect(await failure({ url: `${gone.origin}/hosts?key=${SECRET}`, retries: 0 })).toMatchObject({
      code: 'source.unreachable',
      message: `${gone.origin}/hosts: nothing answers there`,
    })
  })

  it.each([
    ['before the first byte', () => undefined],
    [
      'in the middle',
      (response: ServerResponse) => void response.writeHead(200).write('[{"name":"web1"},{"na'),
    ],
  ])('that stalls %s ends with the timeout', async (_when, begin) => {
    api.answer((_request, response) => begin(response))
    expect(await failure({ timeoutSeconds: 1 })).toMatchObject({
      code: 'source.timed-out',
      message: `${api.origin}/hosts: not complete after 1 s`,
    })
  })

  it('that breaks off names the row', async () => {
    api.answer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write('[{"name":"web1"},{"name":"web2"},{"na', () => setImmediate(() => response.destroy()))
    })
    expect(await failure()).toMatchObject({
      code: 'source.interrupted',
      message: `${api.origin}/hosts: the answer broke off in row 3`,
      details: { row: 3, rowsRead: 2 },
    })
    expect(api.requests).toHaveLength(1)
  })

  it('that ends its answer too early names the row', async () => {
    api.answer((_request, response) => response.writeHead(200).end('[{"name":"web1"},{"na'))
    expect(await failure()).toMatchObject({ code: 'source.malformed', details: { row: 2 } })
  })

  it('that sends a login page is told so', async () => {
    api.answer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'gzip' })
      response.end(gzipSync('<!doctype html><html><head><title>Please sign in</title></head>'))
    })
    expect(await failure()).toMatchObject({
      code: 'source.not-json',
      received: 'text/html; charset=utf-8: Please sign in',
    })
  })
})

describe('a redirect', () => {
  it('is followed with credentials within the origin', async () => {
    api.answer(({ url }, response) => {
      if (url.pathname === '/hosts') response.writeHead(302, { location: '/v2/hosts' }).end()
      else sendJson(response, HOSTS)
    })
    expect(await read({ authentication: { kind: 'bearer', token: SECRET } })).toEqual(HOSTS)
    expect(lastHeaders().authorization).toBe(`Bearer ${SECRET}`)
  })

  it.each([
    [{ authentication: { kind: 'bearer', token: SECRET } }],
    [{ authentication: { kind: 'api-key', name: 'X-Key', value: SECRET } }],
    [{ authentication: { kind: 'api-key', in: 'query', name: 'key', value: SECRET } }],
    [{ headers: [{ name: 'X-Token', value: SECRET }] }],
  ])('to another origin is followed without anything of %j', async (settings) => {
    api.answer((_request, response) =>
      response.writeHead(307, { location: `${other.origin}/elsewhere` }).end(),
    )
    other.answer(answerHosts)
    expect(await read(settings)).toEqual(HOSTS)
    expect(JSON.stringify(other.requests)).not.toContain(SECRET)
    other.answer((_request, response) => response.writeHead(401).end())
    expect(await failure(settings)).toMatchObject({
      code: 'source.refused-login',
      remedy: expect.stringContaining('another origin'),
    })
  })

  it('does not carry a body to another origin', async () => {
    api.answer((_request, response) => response.writeHead(307, { location: `${other.origin}/` }).end())
    other.answer(answerHosts)
    expect(await failure({ method: 'POST', body: `{"key":"${SECRET}"}` })).toMatchObject({
      code: 'source.redirected-away',
      received: other.origin,
    })
    expect(other.requests).toEqual([])
  })

  it('that never ends is given up', async () => {
    api.answer(({ url }, response) => response.writeHead(302, { location: `${url.pathname}x` }).end())
    expect(await failure()).toMatchObject({ code: 'source.redirected-away' })
    expect(api.requests).toHaveLength(6)
  })

  it('to a page of another origin in a link is asked for without credentials', async () => {
    api.answer((_request, response) => sendJson(response, HOSTS, { link: `<${other.origin}/2>; rel=next` }))
    other.answer(answerHosts)
    const authentication = { kind: 'bearer', token: SECRET }
    await expect(read({ authentication, pagination: { kind: 'link-header' } })).rejects.toMatchObject({
      code: 'source.pagination-loop',
    })
    expect(lastHeaders(other).authorization).toBeUndefined()
  })
})

describe('a long answer', () => {
  function sendRows(response: ServerResponse, count: number): void {
    response.writeHead(200, { 'content-type': 'application/json' })
    let sent = 0
    const more = () => {
      while (sent < count) {
        const row = {
          name: `host-${sent}`,
          address: '10.0.0.1',
          tags: ['a', 'b'],
          vars: { os: 'linux', size: sent },
        }
        sent++
        if (!response.write(`${sent === 1 ? '{"data":[' : ','}${JSON.stringify(row)}`))
          return void response.once('drain', more)
      }
      response.end(']}')
    }
    more()
  }

  it('of 100,000 rows is read while it arrives', async () => {
    let isSent = false
    api.answer((_request, response) => {
      response.once('finish', () => (isSent = true))
      sendRows(response, 100_000)
    })
    let rows = 0
    let wasSentAtFirstRow = true
    for await (const row of rest.source.rows(context({ extractProperty: 'data' }))) {
      if (rows === 0) wasSentAtFirstRow = isSent
      if (rows === 99_999) expect(row['name']).toBe('host-99999')
      rows++
    }
    expect({ rows, wasSentAtFirstRow }).toEqual({ rows: 100_000, wasSentAtFirstRow: false })
  })

  it('stops at once when the run is cancelled', async () => {
    const controller = new AbortController()
    const closed = new Promise<void>((resolve) => {
      api.answer((_request, response) => {
        response.once('close', resolve)
        sendRows(response, 1_000_000)
      })
    })
    const reading = async () => {
      let rows = 0
      const settings = rest.context({ url: api.origin, extractProperty: 'data' }, controller.signal)
      for await (const _row of rest.source.rows(settings)) {
        rows++
        if (rows === 1_000) controller.abort(new Error('cancelled'))
        if (rows > 20_000) throw new Error('it goes on')
      }
    }
    await expect(reading()).rejects.toThrow('cancelled')
    await closed
  })

  it('that never comes is not waited for when the run is cancelled', async () => {
    const controller = new AbortController()
    api.answer(() => controller.abort(new Error('cancelled')))
    await expect(read({}, controller.signal)).rejects.toThrow('cancelled')
  })

  it('is not asked for again when the run is cancelled meanwhile', async () => {
    const controller = new AbortController()
    api.answer((_request, response) => response.writeHead(503, { 'retry-after': '60' }).end())
    const reading = read({}, controller.signal)
    await expect.poll(() => rest.logged).toContainEqual(expect.objectContaining({ delayMs: 60_000 }))
    controller.abort(new Error('cancelled'))
    await expect(reading).rejects.toThrow('cancelled')
  }, 5_000)

  it('leaves no connection behind when the reader stops early', async () => {
    const fresh = await startApi()
    fresh.answer((_request, response) => sendRows(response, 1_000_000))
    for await (const row of rest.source.rows(context({ url: fresh.origin, extractProperty: 'data' }))) {
      expect(row['name']).toBe('host-0')
      break
    }
    await expect.poll(() => fresh.openConnections(), { timeout: 2_000 }).toBe(0)
    await fresh.close()
  })
})
