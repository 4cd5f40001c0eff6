import { z } from 'zod'

const FIELDS = z.object({
  url: z
    .url({
      protocol: /^postgres(ql)?$/,
      message: 'an address such as postgres://user:password@host:5432/database',
    })
    .optional()
    .meta({
      title: 'URL',
      description:
        'postgres://user:password@host:5432/database, with ?sslmode=… where needed; replaces the fields below',
      secret: true,
    }),
  host: z.string().min(1).optional().meta({ title: 'Host', description: 'Name or address of the server' }),
  port: z.int().min(1).max(65_535).default(5432).meta({ title: 'Port' }),
  database: z.string().min(1).optional().meta({ title: 'Database' }),
  user: z.string().min(1).optional().meta({ title: 'User' }),
  password: z.string().optional().meta({ title: 'Password', secret: true }),
  query: z.string().trim().min(1).meta({
    title: 'Query',
    description: 'One SELECT; runs in a read-only transaction. Column names become the columns of the rows',
  }),
  timeoutSeconds: z.int().min(1).max(86_400).default(300).meta({
    title: 'Timeout (s)',
    description: 'The server stops the query when it computes for so long without giving rows',
  }),
})

/** Settings of `director.postgresql-query`. */
export const PostgresqlQuerySettings = FIELDS.refine(
  (settings) => settings.url !== undefined || settings.host !== undefined,
  { path: ['url'], message: 'a URL, or host, database and user' },
)
export type PostgresqlQuerySettings = z.infer<typeof PostgresqlQuerySettings>
