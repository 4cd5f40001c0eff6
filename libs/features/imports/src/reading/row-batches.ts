import { setImmediate } from 'node:timers/promises'
import type { Row } from '@director/kit'
import { ownRow, type Row as ModifiedRow } from '@director/modifiers'

/**
 * Rows worked on together: enough to make the waiting between rows not count, few enough that what is made of them is
 * forgotten before the garbage collector has to carry it along (500 took a tenth more time).
 */
const ROWS_PER_BATCH = 100

/** Characters of such rows together: a batch of large rows is short. */
const CHARACTERS_PER_BATCH = 1024 * 1024

/**
 * Gathers the rows of a source; no more than one batch is held, and what the source gives at a time. The batches may be
 * changed: a list of rows is handed over for good, single rows are copied.
 *
 * Between batches everything else in the process has its turn, also when the source never has to wait, and a stopped
 * import ends there, also when the source does not look at the signal.
 */
export async function* inBatches(
  rows: AsyncIterable<Row | readonly Row[]>,
  signal: AbortSignal,
): AsyncGenerator<readonly ModifiedRow[]> {
  for await (const batch of gathered(rows)) {
    yield batch
    await setImmediate()
    signal.throwIfAborted()
  }
}

async function* gathered(
  rows: AsyncIterable<Row | readonly Row[]>,
): AsyncGenerator<readonly ModifiedRow[], void, undefined> {
  let batch: ModifiedRow[] = []
  let characters = 0
  for await (const given of rows) {
    if (!isList(given)) {
      batch.push(ownRow(given))
      characters += charactersOf(given)
      if (batch.length < ROWS_PER_BATCH && characters < CHARACTERS_PER_BATCH) continue
    }
    if (batch.length > 0) yield batch
    if (isList(given)) yield* partsOf(given)
    batch = []
    characters = 0
  }
  if (batch.length > 0) yield batch
}

function* partsOf(rows: readonly Row[]): Generator<readonly ModifiedRow[]> {
  for (let from = 0; from < rows.length; from += ROWS_PER_BATCH) yield rows.slice(from, from + ROWS_PER_BATCH)
}

/** What large rows are large by: texts at their top. */
function charactersOf(row: Row): number {
  let characters = 0
  for (const name in row) {
    const value = row[name]
    if (typeof value === 'string') characters += value.length
  }
  return characters
}

/** The rows of a source one by one. */
export async function* eachRow(rows: AsyncIterable<Row | readonly Row[]>): AsyncGenerator<Row> {
  for await (const given of rows) {
    if (isList(given)) yield* given
    else yield given
  }
}

// Array.isArray does not tell a list of rows from a row that is read-only.
function isList(given: Row | readonly Row[]): given is readonly Row[] {
  return Array.isArray(given)
}
