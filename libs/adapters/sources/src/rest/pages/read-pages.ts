import { createHash, type Hash } from 'node:crypto'
import { AppError } from '@director/errors'
import type { JobLog, Row } from '@director/kit'
import { rowsOfAnswer, type AnswerEnd } from '../answer/answer-rows.js'
import { parsePropertyPath } from '../answer/property-path.js'
import { ByteBudget, unpackedBody } from '../answer/unpacked-body.js'
import type { Answer, RestClient } from '../http/rest-client.js'
import type { RestApiSettings } from '../rest-api.settings.js'
import { pathToNext } from '../settings/pagination.settings.js'
import { endsWithNotFound, firstPage, nextPage } from './next-page.js'

/** What reading all pages takes. */
export interface Reading {
  readonly settings: RestApiSettings
  readonly client: RestClient
  readonly log: JobLog
  /** True: only the first page is asked for. */
  readonly isSample: boolean
}

/**
 * The rows of all pages, some at a time, each page asked for when the one before was read to its end.
 *
 * @throws AppError those of the client and of an answer; `source.pagination-loop`, `source.bad-next-page`,
 *   `source.limit-exceeded`
 */
export async function* readPages(reading: Reading): AsyncGenerator<readonly Row[]> {
  const { settings, log, isSample } = reading
  const { pagination, limits } = settings
  const first = firstPage(new URL(new URL(settings.url).href.replace(/#.*$/, '')), pagination)
  const parts = {
    rowsPath: parsePropertyPath(settings.extractProperty ?? ''),
    nextPath: pathOf(pathToNext(pagination)),
  }
  const budget = new ByteBudget(limits.megabytes)
  const loops = new LoopDetection()
  let rowsSoFar = 0
  let url: URL | undefined = first
  for (let number = 1; url !== undefined; number++) {
    const place = placeOf(url, number, pagination.kind === 'none')
    if (number > limits.pages) throw tooMany(place, limits.pages, 'pages')
    loops.visit(url, place)
    const answer = await askForPage(reading, url, number, place)
    if (answer === undefined) return
    const hash = createHash('sha1')
    const body = unpackedBody(answer.body, answer.headers['content-encoding']?.toString(), place)
    const chunks = hashed(budget.spend(body, place), hash)
    const batches = rowsOfAnswer(chunks, { ...parts, place, rowsBefore: rowsSoFar })
    const { rows, next } = yield* limited(batches, limits.rows, rowsSoFar, place)
    rowsSoFar += rows
    loops.compare(hash, rows, place)
    log.debug('page was read', { page: number, rows, rowsSoFar })
    warnWithoutWay(reading, number, next)
    if (isSample) return
    const linkHeader = answer.headers['link']
    url = nextPage(pagination, { url: answer.url, number, rows, rowsSoFar, linkHeader, next }, first)
  }
}

async function askForPage(
  { settings, client, log }: Reading,
  url: URL,
  number: number,
  place: string,
): Promise<Answer | undefined> {
  try {
    return await client.ask(url, place)
  } catch (error) {
    const isNotFound = error instanceof AppError && error.code === 'source.not-found'
    if (!isNotFound || !endsWithNotFound(settings.pagination, number)) throw error
    log.info('status 404 was taken for the end of the pages', { page: number })
    return undefined
  }
}

/** A misspelt path would silently import the first page only. */
function warnWithoutWay({ settings, log }: Reading, number: number, next: unknown): void {
  const path = pathToNext(settings.pagination)
  if (path === undefined || number > 1 || next !== undefined) return
  log.warn('the first page does not say where the next one is; it is taken as the last', { path })
}

/** Notices pages that lead back to where the reading has been. */
class LoopDetection {
  private readonly visited = new Set<string>()
  private previous = ''

  visit({ href }: URL, place: string): void {
    if (this.visited.has(href)) throw loop(place, 'an address that was not asked for yet')
    this.visited.add(href)
  }

  compare(hash: Hash, rows: number, place: string): void {
    const digest = hash.digest('base64')
    if (rows > 0 && digest === this.previous) throw loop(place, 'other rows than on the page before')
    this.previous = digest
  }
}

async function* limited(
  batches: AsyncGenerator<readonly Row[], AnswerEnd>,
  most: number,
  rowsBefore: number,
  place: string,
): AsyncGenerator<readonly Row[], AnswerEnd> {
  let rows = rowsBefore
  try {
    for (;;) {
      const batch = await batches.next()
      if (batch.done === true) return batch.value
      rows += batch.value.length
      if (rows > most) throw tooMany(place, most, 'rows')
      yield batch.value
    }
  } finally {
    // Whoever stops early leaves an open body behind.
    await batches.return({ rows: 0, next: undefined })
  }
}

async function* hashed(chunks: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    hash.update(chunk)
    yield chunk
  }
}

function loop(place: string, expected: string): AppError {
  return new AppError('source.pagination-loop', `${place}: the pages go round in circles`, {
    expected,
    received: 'the same again',
    remedy:
      'Correct the pagination in the settings of the import source; that server may not know its parameter',
  })
}

function tooMany(place: string, most: number, what: 'pages' | 'rows'): AppError {
  return new AppError('source.limit-exceeded', `${place}: too many ${what}`, {
    expected: `at most ${most} ${what}`,
    remedy: `Ask the source for less, or raise limits.${what} in the settings of the import source`,
  })
}

function pathOf(path: string | undefined): readonly string[] | undefined {
  return path === undefined ? undefined : parsePropertyPath(path)
}

/** Without the query, which may hold secrets. */
function placeOf(url: URL, number: number, isOnly: boolean): string {
  const address = `${url.origin}${url.pathname}`
  return isOnly ? address : `${address}, page ${number}`
}
