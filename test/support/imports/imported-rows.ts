import type { Database } from '@director/database'

/** Stores rows as an import of a source would, without its job; makes the source when there is none. */
export async function storeImportedRows(
  database: Database,
  source: string,
  keyColumn: string,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query(
      `INSERT INTO import_source (name, type, key_column) VALUES ($1, 'test.rows', $2) ON CONFLICT (name) DO NOTHING`,
      [source, keyColumn],
    )
    await transaction.query(
      `INSERT INTO import_run (source_id, row_count, created, changed, removed, checksum)
       SELECT id, $2, $2, 0, 0, '' FROM import_source WHERE name = $1`,
      [source, rows.length],
    )
    await transaction.query(
      `UPDATE imported_row SET valid_to_run = (SELECT max(id) FROM import_run) WHERE valid_to_run IS NULL
         AND source_id = (SELECT id FROM import_source WHERE name = $1)`,
      [source],
    )
    await transaction.query(
      `INSERT INTO imported_row (source_id, key, valid_from_run, checksum, data)
       SELECT s.id, w.data ->> $2, (SELECT max(id) FROM import_run), '', jsonb_strip_nulls(w.data)
       FROM import_source s, jsonb_array_elements($3::jsonb) AS w(data) WHERE s.name = $1`,
      [source, keyColumn, JSON.stringify(rows)],
    )
  })
}
