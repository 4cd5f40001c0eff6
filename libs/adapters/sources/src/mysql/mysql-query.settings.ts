import { isIP } from 'node:net'
import { z } from 'zod'
import { TLS_FIELDS } from '../sql/connection-tls.js'

const FIELDS = z.object({
  url: z
    .url({
      protocol: /^(mysql|mariadb)$/,
      message: 'an address such as mysql://user:password@host:3306/database',
    })
    .refine((url) => new URL(url).search === '', 'an address without ?…; TLS has a setting of its own')
    .optional()
    .meta({
      title: 'URL',
      description: 'mysql://user:password@host:3306/database; replaces the fields below',
      secret: true,
    }),
  host: z.string().min(1).optional().meta({ title: 'Host', description: 'Name or address of the server' }),
  port: z.int().min(1).max(65_535).default(3306).meta({ title: 'Port' }),
  database: z.string().min(1).optional().meta({ title: 'Database' }),
  user: z.string().min(1).optional().meta({ title: 'User' }),
  password: z.string().optional().meta({ title: 'Password', secret: true }),
  ...TLS_FIELDS,
  query: z.string().trim().min(1).meta({
    title: 'Query',
    description: 'One SELECT; runs in a read-only transaction. Column names become the columns of the rows',
  }),
  timeoutSeconds: z.int().min(1).max(86_400).default(300).meta({
    title: 'Timeout (s)',
    description: 'The server stops the query after so long, counted until it has sent its last row',
  }),
})

/** Settings of `director.mysql-query`. */
export const MysqlQuerySettings = FIELDS.refine(
  (settings) => settings.url !== undefined || settings.host !== undefined,
  { path: ['url'], message: 'a URL, or host, database and user' },
).refine((settings) => settings.tls !== 'verified' || isIP(addressOf(settings).host) === 0, {
  // The driver compares certificates with names only; for an address it would accept that of "localhost".
  path: ['tls'],
  message: '"verified" only with the name of the server as host, not with its address',
})
export type MysqlQuerySettings = z.infer<typeof MysqlQuerySettings>

/** Where a server is and who asks it. */
export interface MysqlAddress {
  readonly host: string
  readonly port: number
  readonly database: string | undefined
  readonly user: string | undefined
  readonly password: string | undefined
}

/** The address the settings mean, from the URL or from the fields. */
export function addressOf(settings: Omit<z.infer<typeof FIELDS>, 'query'>): MysqlAddress {
  const { url, host, port, database, user, password } = settings
  if (url === undefined) return { host: host ?? '', port, database, user, password }
  const parts = new URL(url)
  const text = (part: string) => (part === '' ? undefined : decodeURIComponent(part))
  return {
    host: parts.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: parts.port === '' ? 3306 : Number(parts.port),
    database: text(parts.pathname.slice(1)),
    user: text(parts.username),
    password: text(parts.password),
  }
}
