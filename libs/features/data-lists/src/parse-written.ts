import type { DataListEntry } from '@director/database'
import { AppError, problemsOf, type Problem } from '@director/errors'
import type { z } from 'zod'
import { DATA_LIST_FIELDS } from './data-list-input.js'
import { entriesOf } from './entries/entry-list.js'
import { problemsLine, toldProblems } from './told-problems.js'

/**
 * Reads the fields of a list; entries are left as they are.
 *
 * @param name of the list when the fields need not have one
 * @throws AppError `data-list.invalid` with every problem, also those of the entries
 */
export function parseWritten<Schema extends z.ZodType>(
  schema: Schema,
  written: unknown,
  name?: string,
): z.output<Schema> {
  const result = schema.safeParse(written)
  if (result.success) return result.data
  const problems = problemsOf(result.error, {
    input: written,
    knownNames: (path) => (path.length === 0 ? DATA_LIST_FIELDS : []),
  })
  const { name: writtenName, entries }: Readonly<Record<string, unknown>> = Object(written)
  const further = entries === undefined ? [] : entriesOf(entries).problems
  throw invalid(String(writtenName ?? name ?? ''), [...problems, ...further])
}

/** @throws AppError `data-list.invalid` with every problem */
export function checkedEntries(list: string, written: unknown): readonly DataListEntry[] {
  const { entries, problems } = entriesOf(written)
  if (problems.length > 0) throw invalid(list, problems)
  return entries
}

function invalid(name: string, found: readonly Problem[]): AppError {
  const problems = toldProblems(found)
  return new AppError('data-list.invalid', `data list "${name}": ${problemsLine(problems)}`, {
    details: { problems },
  })
}
