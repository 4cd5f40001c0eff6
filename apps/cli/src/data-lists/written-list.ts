import { extname } from 'node:path'
import { within } from '@director/errors'
import { readDefinitionFile, readDocument, readText } from '../arguments/definition-file.js'
import type { ListOptions } from './with-list-options.js'

const TABLES = ['.csv', '.tsv']

/** The fields of a list as the options write them; options win over the file. */
export async function writtenList(options: ListOptions): Promise<Readonly<Record<string, unknown>>> {
  const { file, entries, description } = options
  return {
    ...(file === undefined ? {} : readDefinitionFile(file)),
    ...(description === undefined ? {} : { description }),
    ...(entries === undefined ? {} : { entries: await readEntries(entries) }),
  }
}

/**
 * Reads entries from a file: a table when its name ends with .csv or .tsv, else YAML or JSON; `-` is standard input with
 * YAML or JSON.
 *
 * @throws AppError `usage.file-unreadable`, `usage.bad-file`, `data-list.bad-table`
 */
export async function readEntries(path: string): Promise<unknown> {
  if (!TABLES.includes(extname(path).toLowerCase())) return readDocument(path)
  const text = readText(path)
  const { entriesOfCsv } = await import('@director/data-lists')
  try {
    return entriesOfCsv(text)
  } catch (error) {
    throw within(path, error)
  }
}
