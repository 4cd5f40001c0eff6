import type { Row } from '@director/kit'
import type pg from 'pg'
import { columnValues } from './column-values.js'
import type { SourceConnection } from './source-connection.js'

/** Some rows of a result. */
export interface QueryPage {
  /** As the query names them, also when there are no rows. */
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
}

/**
 * The result of a query through a cursor of the server. One page is asked for ahead: the server computes it while the
 * page before is worked on. The last page is empty.
 *
 * Written with FETCH instead of pg-query-stream, which waits for ever when the server ends the connection.
 */
export async function* queryPages(
  connection: SourceConnection,
  query: string,
  pageRows: number,
): AsyncGenerator<QueryPage> {
  const { client } = connection
  // The extended protocol takes one statement only: nothing can follow the query.
  const declare: ExtendedQuery = {
    text: `DECLARE source_rows NO SCROLL CURSOR FOR ${query}`,
    queryMode: 'extended',
  }
  await client.query(declare)
  let waiting: Promise<QueryPage> | undefined = fetchPage(client, pageRows)
  try {
    for (;;) {
      const page: QueryPage = await waiting
      waiting = page.rows.length === 0 ? undefined : fetchPage(client, pageRows)
      // Whoever waits for it is told of its failure; nobody does when the reader stops early.
      waiting?.catch(() => undefined)
      yield page
      if (waiting === undefined) return
    }
  } finally {
    if (waiting !== undefined) await connection.cancel()
  }
}

type ExtendedQuery = pg.QueryConfig & { readonly queryMode: 'extended' }

async function fetchPage(client: pg.Client, pageRows: number): Promise<QueryPage> {
  const { fields, rows } = await client.query<Record<string, Row[string]>>({
    text: `FETCH ${pageRows} FROM source_rows`,
    types: columnValues,
  })
  return { columns: fields.map((field) => field.name), rows }
}
