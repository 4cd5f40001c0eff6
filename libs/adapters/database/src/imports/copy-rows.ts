import { pipeline } from 'node:stream/promises'
import { from, to } from 'pg-copy-streams'
import type { Transaction } from '../database.js'
import type { NewRow } from './row-import-store.js'

/** Text sent at a time; larger pieces do not make COPY faster. */
const CHUNK_CHARACTERS = 64 * 1024

/**
 * Sends rows by COPY as they come.
 *
 * @param target table and columns, of which the last three are key, checksum and data
 * @param prefix the columns before those, in COPY's text format, each followed by a tab
 * @throws what `batches` throws; nothing of the COPY stays then
 */
export async function copyIn(
  transaction: Transaction,
  target: string,
  batches: AsyncIterable<readonly NewRow[]>,
  prefix = '',
): Promise<void> {
  const source: { failure?: unknown } = {}
  const copy = transaction.client.query(from(`COPY ${target} FROM STDIN`))
  try {
    await pipeline(chunksOf(batches, prefix, source), copy)
  } catch (error) {
    throw source.failure ?? error
  }
}

async function* chunksOf(
  batches: AsyncIterable<readonly NewRow[]>,
  prefix: string,
  source: { failure?: unknown },
) {
  let chunk = ''
  try {
    for await (const batch of batches) {
      for (const row of batch) chunk += lineOf(row, prefix)
      if (chunk.length < CHUNK_CHARACTERS) continue
      yield chunk
      chunk = ''
    }
  } catch (error) {
    source.failure = error
    // This message goes to the server, which writes it into its log: nothing of the rows belongs there.
    throw new Error('the rows ended early', { cause: error })
  }
  if (chunk !== '') yield chunk
}

function lineOf({ key, checksum, data }: NewRow, prefix: string): string {
  // In JSON text only the backslash needs escaping: line breaks and tabs are written as \n and \t there.
  const escaped = data.includes('\\') ? data.replaceAll('\\', '\\\\') : data
  return `${prefix}${escapedText(key)}\t\\\\x${checksum}\t${escaped}\n`
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function escapedText(text: string): string {
  return /[\\\t\n\r]/.test(text)
    ? text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character)
    : text
}

// PostgreSQL manual, COPY, "Binary Format": signature and header, then for every row the number of columns (2 bytes)
// and for every column its length (4 bytes) and its bytes.
const HEADER_BYTES = 19
const ROW_OVERHEAD_BYTES = 6

/**
 * Reads the one bytea column of a query, whose values all have the same length, without making an object of each row.
 *
 * @returns buffers of whole values
 */
export async function* copyOutRecords(
  transaction: Transaction,
  query: string,
  recordBytes: number,
): AsyncGenerator<Buffer> {
  const rowBytes = ROW_OVERHEAD_BYTES + recordBytes
  let rest: Buffer = Buffer.alloc(0)
  let isAtStart = true
  for await (const chunk of transaction.client.query(to(`COPY (${query}) TO STDOUT (FORMAT binary)`))) {
    const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const start = isAtStart ? HEADER_BYTES : 0
    if (bytes.length < start) {
      rest = bytes
      continue
    }
    isAtStart = false
    const count = Math.floor((bytes.length - start) / rowBytes)
    const records = Buffer.allocUnsafe(count * recordBytes)
    for (let row = 0; row < count; row++) {
      const at = start + row * rowBytes + ROW_OVERHEAD_BYTES
      bytes.copy(records, row * recordBytes, at, at + recordBytes)
    }
    rest = bytes.subarray(start + count * rowBytes)
    if (count > 0) yield records
  }
}
