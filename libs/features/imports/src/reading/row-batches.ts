import { setImmediate } from 'node:timers/promises'
import type { Row } from '@director/kit'

/** Rows taken from a source before they are worked on together: enough to make the waiting between rows not count. */
const ROWS_PER_BATCH = 500

/**
 * Gathers the rows of a source; no more than one batch is held.
 *
 * Between batches everything else in the process has its turn, also when the source never has to wait, and a stopped
 * import ends there, also when the source does not look at the signal.
 */
export async function* inBatches(
  rows: AsyncIterable<Row>,
  signal: AbortSignal,
): AsyncGenerator<readonly Row[]> {
  let batch: Row[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < ROWS_PER_BATCH) continue
    yield batch
    batch = []
    await setImmediate()
    signal.throwIfAborted()
  }
  if (batch.length > 0) yield batch
}
