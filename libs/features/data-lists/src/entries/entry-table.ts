import { AppError, shown, type Problem } from '@director/errors'
import type { DataListEntry } from '@director/database'
import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import { problemsLine, toldProblems } from '../told-problems.js'
import { checkEntries, type WrittenEntry } from './written-entry.js'

const COLUMNS = ['name', 'value', 'format']
const HEADER = /^\uFEFF?"?name"?([,;\t])/
// What csv-parse gives with `info`; `lines` counts up to the end of the entry.
const Line = z.object({ info: z.object({ lines: z.number() }), record: z.array(z.string()) })
type Line = z.infer<typeof Line>

/**
 * Reads entries from CSV: a header with the columns `name` and `value`, and `format` if values may be `json` instead
 * of `string`. Columns are separated by commas, semicolons or tabs, as the header shows.
 *
 * @throws AppError `data-list.bad-table` with every problem and its line (1-based, where the entry ends)
 */
export function entriesOfCsv(text: string): readonly DataListEntry[] {
  const delimiter = HEADER.exec(text)?.[1]
  if (delimiter === undefined) throw noHeader(text)
  const [header, ...rows] = linesOf(text, delimiter)
  const format = header?.record[2]
  if (header?.record[1] !== 'value' || (format !== undefined && format !== 'format')) throw noHeader(text)
  const read = rows.map(entryOf)
  const checked = checkEntries(read.filter((entry) => 'name' in entry))
  const problems = [...read.filter((entry) => 'expected' in entry), ...checked.problems]
  if (problems.length > 0) throw badTable(problems)
  return checked.entries
}

/** The entries as CSV that {@link entriesOfCsv} reads; the column `format` is there when it is needed. */
export function csvOfEntries(entries: readonly DataListEntry[]): string {
  const isText = entries.every(({ value }) => typeof value === 'string')
  const lines = entries.map(({ name, value }) => {
    const cells = typeof value === 'string' ? [name, value, 'string'] : [name, JSON.stringify(value), 'json']
    return (isText ? cells.slice(0, 2) : cells).map(cellOf).join(',')
  })
  return [COLUMNS.slice(0, isText ? 2 : 3).join(','), ...lines].join('\n')
}

function entryOf({ info, record }: Line): WrittenEntry | Problem {
  const place = `line ${info.lines}`
  const [name, text = '', format = ''] = record
  if (format === '' || format === 'string') return { place, name, value: text }
  if (format !== 'json') return { place, expected: 'the format "string" or "json"', received: shown(format) }
  try {
    return { place, name, value: JSON.parse(text) }
  } catch {
    return { place, expected: 'a value in JSON, because its format is "json"', received: shown(text) }
  }
}

function linesOf(text: string, delimiter: string): readonly Line[] {
  try {
    return z.array(Line).parse(parse(text, { bom: true, delimiter, info: true, skip_empty_lines: true }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const [received = ''] = error.message.split('\n')
    throw badTable([{ place: `line ${String(error['lines'])}`, expected: 'CSV', received }], error)
  }
}

function noHeader(text: string): AppError {
  const received = shown(text.split('\n')[0])
  return badTable([
    { place: 'line 1', expected: `the header "name,value" or "${COLUMNS.join(',')}"`, received },
  ])
}

function badTable(found: readonly Problem[], cause?: unknown): AppError {
  const problems = toldProblems(found)
  return new AppError('data-list.bad-table', `the table is not usable: ${problemsLine(problems)}`, {
    remedy: 'Correct the file; a value with the delimiter, a quote or a line break needs quotes',
    details: { problems },
    cause,
  })
}

// RFC 4180; other delimiters are quoted as well, because spreadsheets guess.
function cellOf(text: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
