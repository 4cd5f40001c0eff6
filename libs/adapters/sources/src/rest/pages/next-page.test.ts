import { describe, expect, it } from 'vitest'
import { Pagination } from '../settings/pagination.settings.js'
import { endsWithNotFound, firstPage, nextPage, type ReadPage } from './next-page.js'

const BASE = new URL('https://cmdb/api/hosts?site=b%20c&page=9')

function aPage(values: Partial<ReadPage>): ReadPage {
  return { url: BASE, number: 1, rows: 10, rowsSoFar: 10, linkHeader: undefined, next: undefined, ...values }
}

function next(written: Record<string, unknown>, page: Partial<ReadPage>): string | undefined {
  const pagination = Pagination.parse(written)
  return nextPage(pagination, aPage(page), firstPage(BASE, pagination))?.href.replace('https://cmdb', '')
}

describe('firstPage', () => {
  it.each([
    [{ kind: 'none' }, BASE.search],
    [{ kind: 'page', size: 50, sizeParameter: 'per_page' }, '?site=b+c&page=1&per_page=50'],
    [{ kind: 'page', first: 0, parameter: 'p' }, '?site=b+c&page=9&p=0'],
    [{ kind: 'offset', size: 50 }, '?site=b+c&page=9&offset=0&limit=50'],
    [{ kind: 'cursor', path: 'next' }, BASE.search],
  ])('with %j is %s', (pagination, search) => {
    expect(firstPage(BASE, Pagination.parse(pagination)).search).toBe(search)
  })
})

describe('nextPage', () => {
  it.each([
    ['nothing without pages', { kind: 'none' }, { next: 'x', linkHeader: '<x>; rel=next' }, undefined],
    [
      'a link, relative to the page',
      { kind: 'link-header' },
      { linkHeader: '<?page=2>; rel=next' },
      '/api/hosts?page=2',
    ],
    ['nothing without a link', { kind: 'link-header' }, { linkHeader: '<?page=2>; rel=last' }, undefined],
    ['the next number', { kind: 'page' }, { number: 3 }, '/api/hosts?site=b+c&page=4'],
    [
      'the next number, counted from 0',
      { kind: 'page', first: 0 },
      { number: 3 },
      '/api/hosts?site=b+c&page=3',
    ],
    ['nothing after an empty page', { kind: 'page' }, { number: 3, rows: 0 }, undefined],
    [
      'the page after a short one',
      { kind: 'page', size: 50, sizeParameter: 'n' },
      { rows: 1 },
      '/api/hosts?site=b+c&page=2&n=50',
    ],
    [
      'the rows read so far',
      { kind: 'offset', size: 50 },
      { rowsSoFar: 87 },
      '/api/hosts?site=b+c&page=9&offset=87&limit=50',
    ],
    ['nothing after an empty offset', { kind: 'offset', size: 50 }, { rows: 0 }, undefined],
    [
      'a cursor',
      { kind: 'cursor', path: 'n', parameter: 'c' },
      { next: 'a b&c' },
      '/api/hosts?site=b+c&page=9&c=a+b%26c',
    ],
    [
      'a cursor that is a number',
      { kind: 'cursor', path: 'n', parameter: 'c' },
      { next: 0 },
      '/api/hosts?site=b+c&page=9&c=0',
    ],
    ['nothing without a cursor', { kind: 'cursor', path: 'n' }, { next: undefined }, undefined],
    ['nothing for a cursor of null', { kind: 'cursor', path: 'n' }, { next: null }, undefined],
    ['nothing for an empty cursor', { kind: 'cursor', path: 'n' }, { next: '' }, undefined],
    [
      'an address, without its fragment',
      { kind: 'next-url', path: 'n' },
      { next: '/more?x=1#top' },
      '/more?x=1',
    ],
    ['nothing for an address of false', { kind: 'next-url', path: 'n' }, { next: false }, undefined],
  ])('is %s', (_what, pagination, page, expected) => {
    expect(next(pagination, page)).toBe(expected)
  })

  it.each([
    [{ kind: 'cursor', path: 'n' }, { a: 1 }],
    [{ kind: 'cursor', path: 'n' }, ['a']],
    [{ kind: 'next-url', path: 'n' }, true],
    [{ kind: 'next-url', path: 'n' }, 'ftp://cmdb/x'],
    [{ kind: 'next-url', path: 'n' }, 'https://'],
  ])('fails for %j leading to %j', (pagination, value) => {
    expect(() => next(pagination, { next: value })).toThrow(
      expect.objectContaining({ code: 'source.bad-next-page' }),
    )
  })
})

it('takes 404 for the end of numbered pages only, and never for the first', () => {
  const page = Pagination.parse({ kind: 'page' })
  expect([1, 2].map((number) => endsWithNotFound(page, number))).toEqual([false, true])
  expect(endsWithNotFound(Pagination.parse({ kind: 'link-header' }), 2)).toBe(false)
})
