import { pipeline } from 'node:stream'
import { AppError } from '@director/errors'
import { ImportSource, type ImportSourceContext, type Row } from '@director/kit'
import { parse, type Parser } from 'csv-parse'
import { z } from 'zod'
import { checkColumnCount, MAX_ROW_BYTES } from './row-size.js'
import { explainCsvFailure } from './csv-failure.js'
import { fileFields } from './location/file-fields.js'
import { rowsOfFiles } from './location/rows-of-files.js'
import { SourceFiles } from './source-files.js'

/** Settings of `director.csv-file`. */
export const CsvFileSettings = z.object({
  ...fileFields,
  delimiter: z
    .string()
    .length(1)
    .default(',')
    .meta({ title: 'Delimiter', description: 'The character between two columns' }),
  quote: z
    .string()
    .length(1)
    .default('"')
    .meta({ title: 'Quote', description: 'The character around a value; doubled inside the value' }),
})
export type CsvFileSettings = z.infer<typeof CsvFileSettings>

/**
 * Rows of a CSV file whose first line names the columns. Empty cells are null; every other value is text.
 *
 * @see Director's file import (Fileshipper): header line, `""` becomes null, a row with another number of columns fails
 */
@ImportSource({
  type: 'director.csv-file',
  title: 'CSV file',
  description: 'Rows of a UTF-8 text file; the first line names the columns',
  settings: CsvFileSettings,
})
export class CsvFileSource {
  constructor(private readonly files: SourceFiles) {}

  async columns({ settings, signal }: ImportSourceContext<CsvFileSettings>): Promise<readonly string[]> {
    const [path = settings.path] = await this.files.matching(settings.path)
    let columns: readonly string[] = []
    const parser = await this.open(path, settings, signal, (header) => (columns = header))
    try {
      for await (const _record of parser) break
    } catch (error) {
      // Whatever is wrong behind the header does not change the columns.
      if (columns.length === 0) throw explainCsvFailure(error, path, columns.length)
    }
    return settings.fileNameColumn === undefined ? columns : [...columns, settings.fileNameColumn]
  }

  rows({ settings, signal }: ImportSourceContext<CsvFileSettings>): AsyncGenerator<Row> {
    return rowsOfFiles(this.files, settings, (path) => this.rowsOf(path, settings, signal))
  }

  private async *rowsOf(path: string, settings: CsvFileSettings, signal: AbortSignal): AsyncGenerator<Row> {
    let columnCount = 0
    const parser = await this.open(path, settings, signal, (header) => (columnCount = header.length))
    try {
      for await (const record of parser) yield withoutEmptyCells(record)
    } catch (error) {
      throw explainCsvFailure(error, path, columnCount)
    }
    if (columnCount === 0) throw emptyFile(path)
  }

  private async open(
    path: string,
    settings: CsvFileSettings,
    signal: AbortSignal,
    tellHeader: (columns: readonly string[]) => void,
  ): Promise<Parser> {
    const parser = parse({
      delimiter: settings.delimiter,
      quote: settings.quote,
      escape: settings.quote,
      bom: true,
      skip_empty_lines: true,
      max_record_size: MAX_ROW_BYTES,
      columns: (header: string[]) => {
        const columns = checkedHeader(header, path)
        tellHeader(columns)
        return [...columns]
      },
    })
    // A failure of the file reaches the reader through the parser, which the pipeline destroys with it.
    return pipeline(await this.files.read(path, signal), parser, () => undefined)
  }
}

function withoutEmptyCells(record: Record<string, string | null>): Row {
  for (const name in record) if (record[name] === '') record[name] = null
  return record
}

function checkedHeader(header: readonly string[], path: string): readonly string[] {
  checkColumnCount(header.length, `${path}: line 1`)
  const columns: string[] = []
  for (const [index, name] of header.entries()) {
    if (name === '') {
      throw new AppError('source.bad-header', `${path}: line 1: column ${index + 1} has no name`, {
        expected: 'a name for every column',
        received: header.join(','),
        remedy: 'Name the column or remove it from the file',
      })
    }
    if (columns.includes(name)) {
      throw new AppError('source.bad-header', `${path}: line 1: two columns are named "${name}"`, {
        expected: 'every column name once',
        received: `columns ${columns.indexOf(name) + 1} and ${index + 1}`,
        remedy: 'Rename one of the columns in the file',
      })
    }
    columns.push(name)
  }
  return columns
}

function emptyFile(path: string): AppError {
  return new AppError('source.bad-header', `${path} is empty`, {
    expected: 'a first line with the names of the columns',
    remedy: 'Export the file again; a file without rows still has its header line',
  })
}
