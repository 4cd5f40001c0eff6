import type { Row } from '@director/kit'

/** Rows taken from a source before they are worked on together: enough to make the waiting between rows not count. */
const ROWS_PER_BATCH = 500

/** Gathers the rows of a source. No more than one batch is held. */
export async function* inBatches(rows: AsyncIterable<Row>): AsyncGenerator<readonly Row[]> {
  let batch: Row[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < ROWS_PER_BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
