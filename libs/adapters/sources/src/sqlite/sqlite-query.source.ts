import { ImportSource, type ImportSourceContext, type Row } from '@director/kit'
import { SourceFiles } from '../files/source-files.js'
import { requireReadingStatement } from '../sql/reading-statement.js'
import { sqlitePages } from './sqlite-pages.js'
import { SqliteQuerySettings } from './sqlite-query.settings.js'

/** ATTACH, PRAGMA and VACUUM INTO reach other files, also from a connection that only reads. */
const READING_WORDS = new Set(['SELECT', 'WITH', 'VALUES'])

/**
 * Rows of a query on a SQLite file, which is opened for reading only.
 *
 * @see Director's SQL import: one row for each row of the result, the query is sent as it is
 */
@ImportSource({
  type: 'director.sqlite-query',
  title: 'SQLite query',
  description: 'Rows of a SELECT on a SQLite file',
  settings: SqliteQuerySettings,
})
export class SqliteQuerySource {
  constructor(private readonly files: SourceFiles) {}

  async columns(context: ImportSourceContext<SqliteQuerySettings>): Promise<readonly string[]> {
    for await (const page of this.pages(context)) return page.columns
    return []
  }

  async *rows(context: ImportSourceContext<SqliteQuerySettings>): AsyncGenerator<Row> {
    for await (const page of this.pages(context)) yield* page.rows
  }

  private async *pages({ settings, signal }: ImportSourceContext<SqliteQuerySettings>) {
    requireReadingStatement(settings.query, READING_WORDS, `SQLite ${settings.path}`)
    yield* sqlitePages(settings, await this.files.locate(settings.path), signal)
  }
}
