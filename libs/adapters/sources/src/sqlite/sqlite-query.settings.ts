import { z } from 'zod'

/** Settings of `director.sqlite-query`. */
export const SqliteQuerySettings = z.object({
  path: z.string().min(1).meta({
    title: 'File',
    description: 'Path of the database; a relative one counts from the directory the worker was started in',
  }),
  query: z.string().trim().min(1).meta({
    title: 'Query',
    description:
      'One SELECT; the file is opened for reading only. Column names become the columns of the rows',
  }),
  timeoutSeconds: z.int().min(1).max(86_400).default(300).meta({
    title: 'Timeout (s)',
    description: 'The query is stopped when it computes for so long without giving rows',
  }),
})
export type SqliteQuerySettings = z.infer<typeof SqliteQuerySettings>
