import { ImportSource, type ImportSourceContext, type Row } from '@director/kit'
import { z } from 'zod'
import { rowsOfJsonLines } from './json-lines.js'
import { rowsOfJsonList } from './json-list.js'
import { fileFields } from '../location/file-fields.js'
import { rowsOfFiles } from '../location/rows-of-files.js'
import { SourceFiles } from '../source-files.js'

/** Settings of `director.json-file`. */
export const JsonFileSettings = z.object({
  ...fileFields,
  layout: z.enum(['list', 'object', 'lines']).default('list').meta({
    title: 'Layout',
    description:
      'list: one list of objects. object: one object whose values are the rows. lines: an object in every line',
  }),
})
export type JsonFileSettings = z.infer<typeof JsonFileSettings>

/**
 * Rows of a JSON file, read as a stream: the file may be larger than the memory.
 *
 * @see Director's file import (Fileshipper): a list gives rows; of an object the values do, its keys are lost
 */
@ImportSource({
  type: 'director.json-file',
  title: 'JSON file',
  description: 'Objects of a UTF-8 JSON or NDJSON file',
  settings: JsonFileSettings,
})
export class JsonFileSource {
  constructor(private readonly files: SourceFiles) {}

  async columns(context: ImportSourceContext<JsonFileSettings>): Promise<readonly string[]> {
    for await (const row of this.rows(context)) return Object.keys(row)
    return []
  }

  rows({ settings, signal }: ImportSourceContext<JsonFileSettings>): AsyncGenerator<Row> {
    return rowsOfFiles(this.files, settings, (path) => this.rowsOf(path, settings, signal))
  }

  private async *rowsOf(
    path: string,
    { layout }: JsonFileSettings,
    signal: AbortSignal,
  ): AsyncGenerator<Row> {
    const bytes = await this.files.read(path, signal)
    if (layout === 'lines') yield* rowsOfJsonLines(bytes, path)
    else yield* rowsOfJsonList(bytes, path, layout)
  }
}
