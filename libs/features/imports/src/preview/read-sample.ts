import type { Row } from '@director/kit'

/** How long a source may take to end by itself before its signal tells it to. */
const GRACE_MS = 1_000

/** The first rows of a source. */
export interface Sample {
  readonly rows: readonly Row[]
  /** True when the source has no more rows than these. */
  readonly isWhole: boolean
  /** Why there are no more, when the source failed behind the first rows. */
  readonly failure: unknown
}

/**
 * Reads the first rows and ends the source's stream then, so that a query stops at its server.
 *
 * @throws what the source throws before its first row, and the signal's reason
 */
export async function readSample(
  open: (signal: AbortSignal) => AsyncIterable<Row>,
  limit: number,
  signal: AbortSignal,
): Promise<Sample> {
  const enough = new AbortController()
  const iterator = open(AbortSignal.any([signal, enough.signal]))[Symbol.asyncIterator]()
  const rows: Row[] = []
  try {
    while (rows.length < limit) {
      const next = await iterator.next()
      if (next.done === true) return { rows, isWhole: true, failure: undefined }
      rows.push(next.value)
    }
    // Only a source that is asked for one more can tell that it has none.
    const { done } = await iterator.next()
    return { rows, isWhole: done === true, failure: undefined }
  } catch (error) {
    signal.throwIfAborted()
    if (rows.length === 0) throw error
    return { rows, isWhole: false, failure: error }
  } finally {
    await endOf(iterator, enough)
  }
}

async function endOf(iterator: AsyncIterator<Row>, enough: AbortController): Promise<void> {
  const patience = setTimeout(() => enough.abort(new Error('enough rows were read')), GRACE_MS)
  try {
    await iterator.return?.()
  } catch {
    // The rows are here already; how the source ends when it is stopped does not change them.
  } finally {
    clearTimeout(patience)
  }
}
