import { AppError } from '@director/errors'
import type { Pagination } from '../settings/pagination.settings.js'
import { nextLink } from './next-link.js'

/** What is known of a page that was read to its end. */
export interface ReadPage {
  /** The address that was asked for, or redirected to. */
  readonly url: URL
  /** 1 for the first page. */
  readonly number: number
  readonly rows: number
  /** Rows of this page and all before. */
  readonly rowsSoFar: number
  readonly linkHeader: string | readonly string[] | undefined
  /** What stands at the path to the next page; undefined when nothing does. */
  readonly next: unknown
}

/** The address of the first page. */
export function firstPage(url: URL, pagination: Pagination): URL {
  switch (pagination.kind) {
    case 'page':
      return withParameters(url, { [pagination.parameter]: pagination.first, ...sizeOf(pagination) })
    case 'offset':
      return withParameters(url, { [pagination.parameter]: 0, ...sizeOf(pagination) })
    default:
      return url
  }
}

/**
 * The address of the page after one that was read; undefined when it was the last. Numbered pages end with an empty
 * one: a page that is merely short may come from a server that gives less than it was asked for.
 *
 * @param first the address of the first page: parameters are changed in it
 * @throws AppError `source.bad-next-page` when what should lead to the next page cannot
 */
export function nextPage(pagination: Pagination, page: ReadPage, first: URL): URL | undefined {
  switch (pagination.kind) {
    case 'none':
      return undefined
    case 'link-header':
      return resolved(nextLink(page.linkHeader), page)
    case 'page':
      return page.rows === 0
        ? undefined
        : withParameters(first, { [pagination.parameter]: pagination.first + page.number })
    case 'offset':
      return page.rows === 0 ? undefined : withParameters(first, { [pagination.parameter]: page.rowsSoFar })
    case 'cursor': {
      const cursor = leading(page.next, page)
      return cursor === undefined ? undefined : withParameters(first, { [pagination.parameter]: cursor })
    }
    case 'next-url': {
      const address = leading(page.next, page)
      return resolved(address === undefined ? undefined : String(address), page)
    }
  }
}

/** Whether an answer 404 says that there are no more pages: some servers refuse the number behind the last. */
export function endsWithNotFound(pagination: Pagination, pageNumber: number): boolean {
  return (pagination.kind === 'page' || pagination.kind === 'offset') && pageNumber > 1
}

function sizeOf(pagination: {
  readonly sizeParameter?: string | undefined
  readonly size?: number | undefined
}) {
  const { sizeParameter, size } = pagination
  return sizeParameter === undefined || size === undefined ? {} : { [sizeParameter]: size }
}

/** A cursor or address; null, false and empty text say that there is none. */
function leading(value: unknown, page: ReadPage): string | number | undefined {
  if (value === undefined || value === null || value === false || value === '') return undefined
  if (typeof value === 'string' || typeof value === 'number') return value
  throw badNextPage(page, Array.isArray(value) ? 'a list' : typeof value)
}

function resolved(address: string | undefined, page: ReadPage): URL | undefined {
  if (address === undefined) return undefined
  const url = URL.canParse(address, page.url.href) ? new URL(address, page.url) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw badNextPage(page, 'something else')
  url.hash = ''
  return url
}

function badNextPage(page: ReadPage, received: string): AppError {
  return new AppError('source.bad-next-page', `page ${page.number} leads to no usable next page`, {
    expected: 'an address or a cursor, or nothing on the last page',
    received,
    remedy: 'Correct the pagination in the settings of the import source',
    details: { page: page.number },
  })
}

function withParameters(url: URL, parameters: Readonly<Record<string, string | number>>): URL {
  const changed = new URL(url)
  for (const [name, value] of Object.entries(parameters)) changed.searchParams.set(name, String(value))
  return changed
}
