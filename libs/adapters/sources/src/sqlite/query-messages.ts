import { z } from 'zod'

/** What the process of a query answers. */
export const QueryAnswer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('columns'),
    columns: z.array(z.string()),
    /** The statement SQLite took, with NULL for parameters; what stands behind it is not looked at. */
    statement: z.string(),
  }),
  // Values are what SQLite has: text, numbers, bytes, null. Looking at each of them again would double the work.
  z.object({ kind: z.literal('page'), rows: z.custom<readonly SqliteRow[]>(Array.isArray) }),
  z.object({ kind: z.literal('large'), row: z.int(), column: z.string(), length: z.int() }),
  z.object({ kind: z.literal('failure'), code: z.int().optional(), message: z.string() }),
])
export type QueryAnswer = z.infer<typeof QueryAnswer>

/** Values in the order of the columns. */
export type SqliteRow = readonly (string | number | null | Uint8Array)[]

/** What the process of a query is told first. */
export interface QueryOrder {
  readonly path: string
  readonly query: string
  readonly pageRows: number
  readonly pageBytes: number
  readonly maxValueBytes: number
}
