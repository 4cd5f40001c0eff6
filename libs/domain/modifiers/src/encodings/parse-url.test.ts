import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { parseUrl } from './parse-url.js'

describe('parseUrl', () => {
  it.each([
    [{ url_component: 'host' }, 'https://u:p@www.example.com:8443/p?q#f', 'www.example.com'],
    [{ url_component: 'port' }, 'https://www.example.com:8443/', 8443],
    [{ url_component: 'path' }, 'mailto:joe@example.com', 'joe@example.com'],
    [{ url_component: 'query' }, 'http://example.com?', ''],
    [{ url_component: 'host' }, 'http://[::1]:80/', '[::1]'],
    [{ url_component: 'host', on_failure: 'null' }, '/x', null],
    [{ url_component: 'host', on_failure: 'keep' }, 'http:///bad', 'http:///bad'],
  ])('with %j turns %j into %j', async (settings, value, expected) => {
    expect(await tryModifier(parseUrl, settings, value)).toEqual(expected)
  })

  it.each([
    [{ url_component: 'host' }, '/x', 'modifier.value'],
    [{ url_component: 'bogus' }, '/x', 'modifier.settings'],
  ])('with %j refuses %j: %s', async (settings, value, code) => {
    await expect(tryModifier(parseUrl, settings, value)).rejects.toMatchObject({ code })
  })
})
