// The raw baseline: rows of a SELECT through a cursor, written by COPY into a plain table. Nothing is compared,
// changed or checked; one page is read ahead, as every careful program would.
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from } from 'pg-copy-streams'
import { QUERY } from './workload.js'

const PAGE_ROWS = 1_000

/** @returns seconds */
export async function rawCopy(url) {
  const [source, target] = [new pg.Client(url), new pg.Client(url)]
  await Promise.all([source.connect(), target.connect()])
  await target.query('DROP TABLE IF EXISTS copied')
  await target.query(`CREATE TABLE copied AS ${QUERY} LIMIT 0`)
  await target.query('ALTER TABLE copied ADD PRIMARY KEY (hostname)')
  const begin = performance.now()
  await source.query('BEGIN READ ONLY')
  await source.query(`DECLARE raw_rows NO SCROLL CURSOR FOR ${QUERY}`)
  await target.query('BEGIN')
  await pipeline(linesOf(source), target.query(from('COPY copied FROM STDIN')))
  await target.query('COMMIT')
  const seconds = (performance.now() - begin) / 1000
  await Promise.all([source.end(), target.end()])
  return seconds
}

async function* linesOf(source) {
  const fetch = () => source.query(`FETCH ${PAGE_ROWS} FROM raw_rows`)
  let waiting = fetch()
  for (;;) {
    const { rows } = await waiting
    if (rows.length === 0) return
    waiting = fetch()
    let text = ''
    for (const row of rows) text += lineOf(row)
    yield text
  }
}

function lineOf(row) {
  let line = ''
  for (const name in row) line += `${line === '' ? '' : '\t'}${cellOf(row[name])}`
  return `${line}\n`
}

const ESCAPES = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function cellOf(value) {
  if (value === null) return '\\N'
  return String(value).replace(/[\\\t\n\r]/g, (character) => ESCAPES[character])
}
