import { AppError } from '@director/errors'
import { ImportSource, type ImportSourceContext, type Row } from '@director/kit'
import { z } from 'zod'
import { fileFields } from '../location/file-fields.js'
import { rowsOfFiles } from '../location/rows-of-files.js'
import { SourceFiles } from '../source-files.js'
import { readWorkbook } from './workbook.js'
import { WorksheetRows } from './worksheet-rows.js'
import { readPart } from './xml-part.js'
import { openZip } from './zip-archive.js'

/** Settings of `director.xlsx-file`. */
export const XlsxFileSettings = z.object({
  ...fileFields,
  worksheetPosition: z
    .int()
    .min(1)
    .max(10_000)
    .default(1)
    .meta({ title: 'Worksheet', description: 'Its position, counted from 1' }),
  worksheetName: z
    .string()
    .min(1)
    .optional()
    .meta({ title: 'Name of the worksheet', description: 'Instead of its position' }),
})
export type XlsxFileSettings = z.infer<typeof XlsxFileSettings>

/**
 * Rows of a worksheet, read as a stream; only the texts its cells share are held in memory.
 *
 * @see Director's file import (Fileshipper): worksheet by position or name
 */
@ImportSource({
  type: 'director.xlsx-file',
  title: 'XLSX file',
  description: 'Rows of a worksheet of Excel or LibreOffice',
  settings: XlsxFileSettings,
})
export class XlsxFileSource {
  constructor(private readonly files: SourceFiles) {}

  async columns(context: ImportSourceContext<XlsxFileSettings>): Promise<readonly string[]> {
    for await (const row of this.rows(context)) return Object.keys(row)
    return []
  }

  rows({ settings, signal }: ImportSourceContext<XlsxFileSettings>): AsyncGenerator<Row> {
    return rowsOfFiles(this.files, settings, (path) => this.rowsOf(path, settings, signal))
  }

  private async *rowsOf(path: string, settings: XlsxFileSettings, signal: AbortSignal): AsyncGenerator<Row> {
    const { worksheetName, worksheetPosition } = settings
    const zip = await openZip(await this.files.locate(path), path, signal)
    try {
      const workbook = await readWorkbook(zip, path, { name: worksheetName, position: worksheetPosition })
      const rows = new WorksheetRows(path, workbook)
      for await (const bytes of readPart(zip.read(workbook.part), `${path} (${workbook.part})`, rows)) {
        yield* rows.take(bytes)
      }
      yield* rows.take(0)
      if (rows.columns === undefined) throw noHeader(path)
    } finally {
      zip.close()
    }
  }
}

function noHeader(path: string): AppError {
  return new AppError('source.bad-header', `${path}: the worksheet has no header`, {
    expected: 'a row with a value in its first cell, which names the columns',
    remedy: 'Choose another worksheet, or write the names of the columns into its first row',
  })
}
