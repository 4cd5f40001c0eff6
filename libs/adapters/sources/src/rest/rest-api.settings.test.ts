import { importSourceTypeOf } from '@director/kit'
import 'reflect-metadata'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { RestApiSettings } from './rest-api.settings.js'
import { RestApiSource } from './rest-api.source.js'
import { proxyAddress, ProxySettings } from './settings/connection.settings.js'

const url = 'https://cmdb.example.com/api/hosts'

function problems(written: Record<string, unknown>): readonly string[] {
  const parsed = RestApiSettings.safeParse({ url, ...written })
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('.'))
}

describe('RestApiSettings', () => {
  it('needs nothing but a URL', () => {
    expect(RestApiSettings.parse({ url })).toMatchObject({
      method: 'GET',
      headers: [],
      authentication: { kind: 'none' },
      pagination: { kind: 'none' },
      tls: { verifyPeer: true, verifyHost: true },
      connectTimeoutSeconds: 5,
      retries: 3,
      limits: { pages: 10_000 },
    })
  })

  it.each([
    [{ url: 'ftp://x/' }, 'url'],
    [{ url: 'https://user:secret@x/' }, 'authentication'],
    [{ url: 'cmdb' }, 'url'],
    [{ body: '{}' }, 'body'],
    [{ headers: [{ name: 'X Y', value: 'a' }] }, 'headers.0.name'],
    [{ headers: [{ name: 'Content-Length', value: '5' }] }, 'headers.0.name'],
    [{ headers: [{ name: 'X-Y', value: 'a\nb' }] }, 'headers.0.value'],
    [{ authentication: { kind: 'digest' } }, 'authentication.kind'],
    [{ authentication: { kind: 'bearer' } }, 'authentication.token'],
    [{ authentication: { kind: 'bearer', token: 'a\r\nb: c' } }, 'authentication.token'],
    [{ authentication: { kind: 'bearer', token: 'a', username: 'b' } }, 'authentication'],
    [{ authentication: { kind: 'basic', password: 'a' } }, 'authentication.username'],
    [{ authentication: { kind: 'api-key', name: 'a b', value: 'c' } }, 'authentication.name'],
    [
      { authentication: { kind: 'oauth2-client-credentials', clientId: 'a', clientSecret: 'b' } },
      'authentication.tokenUrl',
    ],
    [
      { authentication: { kind: 'bearer', token: 'a' }, headers: [{ name: 'authorization', value: 'b' }] },
      'headers',
    ],
    [{ pagination: { kind: 'page', size: 5 } }, 'pagination.size'],
    [{ pagination: { kind: 'page', size: 5, sizeParameter: 'page' } }, 'pagination.sizeParameter'],
    [{ pagination: { kind: 'offset' } }, 'pagination.size'],
    [{ pagination: { kind: 'cursor', path: 'next' } }, 'extractProperty'],
    [{ pagination: { kind: 'cursor', path: 'a..b' }, extractProperty: 'data' }, 'pagination.path'],
    [{ pagination: { kind: 'next-url', path: 'data.next' }, extractProperty: 'data' }, 'pagination'],
    [{ pagination: { kind: 'next-url', path: 'data' }, extractProperty: 'data.rows' }, 'pagination'],
    [{ tls: { certificate: 'a.pem' } }, 'tls.key'],
    [{ tls: { key: 'a.pem' } }, 'tls.certificate'],
    [{ tls: { keyPassphrase: 'a' } }, 'tls.key'],
    [{ proxy: { kind: 'http', address: 'http://proxy' } }, 'proxy.address'],
    [{ proxy: { kind: 'http', address: 'proxy:99999' } }, 'proxy.address'],
    [{ proxy: { kind: 'socks5', address: 'proxy', password: 'a' } }, 'proxy.username'],
    [{ timeoutSeconds: 0 }, 'timeoutSeconds'],
  ])('refuses %j at %s', (written, place) => {
    expect(problems(written)).toEqual([place])
  })

  it('allows an api key beside an Authorization header', () => {
    const authentication = { kind: 'api-key', name: 'X-Key', value: 'a' }
    expect(problems({ authentication, headers: [{ name: 'Authorization', value: 'b' }] })).toEqual([])
  })

  it('can be shown as a form, and refuses unknown names', () => {
    const settings = importSourceTypeOf(RestApiSource)?.settings
    expect(settings?.safeParse({ url, colour: 1 }).success).toBe(false)
    expect(
      JSON.stringify(z.toJSONSchema(settings ?? z.object({}), { io: 'input' })).match(/"secret":true/g),
    ).toHaveLength(8)
  })
})

describe('proxyAddress', () => {
  it.each([
    ['proxy.example.com:3128', 'proxy.example.com', 3128],
    ['10.0.0.1', '10.0.0.1', 1080],
    ['[::1]:8080', '[::1]', 8080],
    ['[::1]', '[::1]', 1080],
  ])('reads %s', (address, host, port) => {
    expect(proxyAddress(ProxySettings.parse({ kind: 'http', address }))).toEqual({ host, port })
  })
})
