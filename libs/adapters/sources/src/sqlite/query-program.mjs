// A process of its own for one SQLite query: SQLite computes without giving way, and only a process can be ended then.
// Plain JavaScript, because it is started as it is, also where the rest is compiled while it runs (tests).
// It is told { path, query, pageRows, pageBytes, maxValueBytes }, answers with the columns, and then with one page for
// each message 'next'. What fails is told; the process ends when nobody listens any more.
import { DatabaseSync } from '@photostructure/sqlite'

/** How long to wait for a program that writes. */
const BUSY_TIMEOUT_MS = 5_000

/** Kept for as long as the process lives: the garbage collector closes a database nobody holds. */
let database

process.on('disconnect', () => process.exit())
process.once('message', (order) => {
  try {
    answer(order)
  } catch (error) {
    tellFailure(error)
  }
})

function answer(order) {
  database = new DatabaseSync(order.path, { readOnly: true, timeout: BUSY_TIMEOUT_MS })
  const statement = database.prepare(order.query)
  const columns = statement.columns().map((column) => column.name)
  process.send({ kind: 'columns', columns, statement: statement.expandedSQL })
  if (columns.length === 0) return
  statement.setReadBigInts(true)
  let rows
  let sent = 0
  process.on('message', () => {
    try {
      rows ??= statement.iterate()
      const page = nextPage(rows, columns, order)
      const large = page.findIndex((row) => row.some((value) => sizeOf(value) > order.maxValueBytes))
      if (large >= 0) tellLarge(page[large], sent + large + 1, columns, order.maxValueBytes)
      else process.send({ kind: 'page', rows: page })
      sent += page.length
    } catch (error) {
      tellFailure(error)
    }
  })
}

/** Rows as lists of values; empty behind the last row. */
function nextPage(rows, columns, { pageRows, pageBytes }) {
  const page = []
  let bytes = 0
  while (page.length < pageRows && bytes < pageBytes) {
    const { value, done } = rows.next()
    if (done) break
    const row = columns.map((name) => plain(value[name]))
    for (const cell of row) bytes += sizeOf(cell)
    page.push(row)
  }
  return page
}

function plain(value) {
  if (typeof value !== 'bigint') return value
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

function sizeOf(value) {
  return typeof value === 'string' || value instanceof Uint8Array ? value.length : 8
}

function tellLarge(row, number, columns, maxValueBytes) {
  const index = row.findIndex((value) => sizeOf(value) > maxValueBytes)
  process.send({ kind: 'large', row: number, column: columns[index], length: sizeOf(row[index]) })
}

function tellFailure(error) {
  process.send({ kind: 'failure', code: error.errcode, message: String(error.message) })
}
