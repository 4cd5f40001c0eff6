import type pg from 'pg'
import { parserOf } from './column-values.js'
import type { ResultColumn } from './copy-text.js'

/** A query the server has accepted as one statement that reads. */
export interface PreparedQuery {
  /** Can stand between parentheses. */
  readonly text: string
  readonly columns: readonly ResultColumn[]
}

type ExtendedQuery = pg.QueryConfig & { readonly queryMode: 'extended' }

// A semicolon with nothing but blanks, comments and further ones behind it. A comment is matched in one way only: with
// two, thirty comments that are not the end took minutes.
const END = /;(?:[\s;]|--[^\n]*(?:\n|$)|\/\*(?:(?!\*\/)[\s\S])*\*\/)*$/
// Whatever these would be a part of does not end with them.
const SIMPLE_END = /[\s;]+$/
const SYNTAX_ERROR = '42601'

/**
 * Lets the server parse and plan a query, without computing a row.
 *
 * It is declared as a cursor: the extended protocol takes one statement only, and a cursor only one that reads. What
 * passes has all its parentheses and quotes closed, so nothing of it can leave the parentheses it is copied from.
 *
 * @throws the server's failures as the driver gives them
 */
export async function prepareQuery(client: pg.Client, query: string): Promise<PreparedQuery> {
  const text = query.replace(END, '')
  if (text === query) return { text, columns: await columnsOf(client, text) }
  await client.query('SAVEPOINT before_query')
  try {
    return { text, columns: await columnsOf(client, text) }
  } catch (error) {
    if (Object(error).code !== SYNTAX_ERROR) throw error
    // What looked like the end was within a text or a name.
    await client.query('ROLLBACK TO SAVEPOINT before_query')
    const whole = query.replace(SIMPLE_END, '')
    return { text: whole, columns: await columnsOf(client, whole) }
  }
}

async function columnsOf(client: pg.Client, text: string): Promise<readonly ResultColumn[]> {
  const declare: ExtendedQuery = {
    text: `DECLARE source_rows NO SCROLL CURSOR FOR ${text}`,
    queryMode: 'extended',
  }
  await client.query(declare)
  const { fields } = await client.query('FETCH 0 FROM source_rows')
  await client.query('CLOSE source_rows')
  return fields.map(({ name, dataTypeID }) => ({ name, parse: parserOf(dataTypeID) }))
}
