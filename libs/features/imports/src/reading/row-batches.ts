import { setImmediate } from 'node:timers/promises'
import type { Row } from '@director/kit'
import { ownRow, type Row as ModifiedRow } from '@director/modifiers'

/**
 * Rows worked on together: enough to make the waiting between rows not count, few enough that what is made of them is
 * forgotten before the garbage collector has to carry it along (500 took a tenth more time).
 */
const ROWS_PER_BATCH = 100

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
  let batch: ModifiedRow[] = []
  for await (const given of rows) {
    for (const row of isList(given) ? given : [ownRow(given)]) {
      batch.push(row)
      if (batch.length < ROWS_PER_BATCH) continue
      yield batch
      batch = []
      await setImmediate()
      signal.throwIfAborted()
    }
  }
  if (batch.length > 0) yield batch
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
