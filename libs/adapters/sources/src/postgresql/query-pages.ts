import type { Row } from '@director/kit'
import { to } from 'pg-copy-streams'
import { CopyTextReader } from './copy-text.js'
import type { PreparedQuery } from './prepared-query.js'
import { readWatched } from './read-watched.js'
import type { SourceConnection } from './source-connection.js'

/** Bytes that wait in memory while earlier rows are worked on. */
const READ_AHEAD_BYTES = 256 * 1024

/**
 * The rows of a query, as many at a time as the network brings. The server computes ahead until the read-ahead is
 * full. When the reader stops early, the query is cancelled at the server.
 *
 * @param timeoutSeconds how long the server may compute without giving rows; the time the reader takes does not count
 * @throws AppError `source.row-too-large`; the server's failures as the driver gives them
 */
export async function* queryPages(
  connection: SourceConnection,
  { text, columns }: PreparedQuery,
  timeoutSeconds: number,
): AsyncGenerator<readonly Row[]> {
  const { client, place } = connection
  const reader = new CopyTextReader(columns, place)
  // The server would count the time it waits for the reader.
  await client.query('SET LOCAL statement_timeout = 0')
  const copy = client.query(to(`COPY (\n${text}\n) TO STDOUT`, { highWaterMark: READ_AHEAD_BYTES }))
  const watch = { silenceMs: timeoutSeconds * 1000, stop: () => connection.cancel() }
  for await (const piece of readWatched(copy, watch)) {
    yield* reader.rowsOf(piece)
  }
}
