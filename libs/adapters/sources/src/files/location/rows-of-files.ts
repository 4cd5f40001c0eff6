import { basename } from 'node:path'
import { AppError } from '@director/errors'
import type { Row } from '@director/kit'
import type { SourceFiles } from '../source-files.js'
import type { FileFields } from './file-fields.js'

/**
 * The rows of all files a path stands for, one file after the other, with the name of the file where it is asked for.
 *
 * @param read gives the rows of one file
 * @throws AppError `source.file-missing` when there is no file; `source.bad-header` when a row has the column already
 * @see Director's file import (Fileshipper): there `*` makes one row of each file
 */
export async function* rowsOfFiles(
  files: SourceFiles,
  { path, fileNameColumn }: FileFields,
  read: (path: string) => AsyncIterable<Row>,
): AsyncGenerator<Row> {
  for (const file of await files.matching(path)) {
    if (fileNameColumn === undefined) yield* read(file)
    else yield* withFileName(read(file), file, fileNameColumn)
  }
}

async function* withFileName(rows: AsyncIterable<Row>, file: string, column: string): AsyncGenerator<Row> {
  const name = basename(file)
  for await (const row of rows) {
    if (Object.hasOwn(row, column)) {
      throw new AppError('source.bad-header', `${file} has a column "${column}" already`, {
        expected: 'another name for the column with the name of the file',
        remedy: 'Correct the settings of the import source',
      })
    }
    yield { ...row, [column]: name }
  }
}
