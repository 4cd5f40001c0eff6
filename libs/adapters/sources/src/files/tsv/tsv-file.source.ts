import { ImportSource, type ImportSourceContext, type Row } from '@director/kit'
import { z } from 'zod'
import { CsvFileSettings, CsvFileSource } from '../csv-file.source.js'
import { fileFields } from '../location/file-fields.js'

/** Settings of `director.tsv-file`. */
export const TsvFileSettings = z.object(fileFields)
export type TsvFileSettings = z.infer<typeof TsvFileSettings>

/** Rows of a file with tabs between its columns; in all else a CSV file, quotes included. */
@ImportSource({
  type: 'director.tsv-file',
  title: 'TSV file',
  description: 'Rows of a UTF-8 text file with tabs between columns; the first line names the columns',
  settings: TsvFileSettings,
})
export class TsvFileSource {
  constructor(private readonly csv: CsvFileSource) {}

  columns(context: ImportSourceContext<TsvFileSettings>): Promise<readonly string[]> {
    return this.csv.columns(withTabs(context))
  }

  rows(context: ImportSourceContext<TsvFileSettings>): AsyncGenerator<Row> {
    return this.csv.rows(withTabs(context))
  }
}

function withTabs(context: ImportSourceContext<TsvFileSettings>): ImportSourceContext<CsvFileSettings> {
  return { ...context, settings: CsvFileSettings.parse({ ...context.settings, delimiter: '\t' }) }
}
