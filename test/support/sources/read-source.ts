import type { ImportSourceContext, Row } from '@director/kit'
import type { z } from 'zod'

interface Source<Settings> {
  columns(context: ImportSourceContext<Settings>): Promise<readonly string[]>
  rows(context: ImportSourceContext<Settings>): AsyncIterable<Row | readonly Row[]>
}

/** What an import source is read with, its settings checked as the installation checks them. */
export function sourceContext<Schema extends z.ZodType>(
  schema: Schema,
  settings: z.input<Schema>,
  signal: AbortSignal = new AbortController().signal,
): ImportSourceContext<z.output<Schema>> {
  const silent = () => undefined
  return {
    settings: schema.parse(settings),
    signal,
    log: { debug: silent, info: silent, warn: silent, error: silent },
  }
}

/** All rows of a source. */
export async function readAll<Settings>(
  source: Source<Settings>,
  context: ImportSourceContext<Settings>,
): Promise<readonly Row[]> {
  const rows: Row[] = []
  for await (const given of source.rows(context)) rows.push(...[given].flat())
  return rows
}

/** The failure a source ends with; fails when it gives all its rows. */
export async function failureOf<Settings>(
  source: Source<Settings>,
  context: ImportSourceContext<Settings>,
): Promise<unknown> {
  const rows = await readAll(source, context).catch((error: unknown) => ({ error }))
  if ('error' in rows) return rows.error
  throw new Error(`the source gave ${rows.length} rows and no failure`)
}
