import { z } from 'zod'
import { MysqlQuerySettings } from '../mysql/mysql-query.settings.js'
import { PostgresqlQuerySettings } from '../postgresql/postgresql-query.settings.js'
import { TLS_FIELDS } from '../sql/connection-tls.js'

/** Fields that say where the database of an Icinga Director is. */
export const DIRECTOR_CONNECTION_FIELDS = {
  url: z
    .url({
      protocol: /^(mysql|mariadb|postgres|postgresql)$/,
      message: 'an address such as mysql://user:password@host:3306/director or postgres://…',
    })
    .optional()
    .meta({
      title: 'URL',
      description:
        'mysql://user:password@host:3306/director or postgres://user:password@host:5432/director; replaces the fields below',
      secret: true,
    }),
  system: z.enum(['mysql', 'postgresql']).default('mysql').meta({
    title: 'Database system',
    description: 'mysql is MariaDB as well; a URL says it itself',
  }),
  host: z.string().min(1).optional().meta({ title: 'Host', description: 'Name or address of the server' }),
  port: z.int().min(1).max(65_535).optional().meta({
    title: 'Port',
    description: 'Without it 3306 for MySQL and MariaDB, 5432 for PostgreSQL',
  }),
  database: z.string().min(1).optional().meta({ title: 'Database', description: 'Often "director"' }),
  user: z.string().min(1).optional().meta({ title: 'User', description: 'Needs to read, nothing else' }),
  password: z.string().optional().meta({ title: 'Password', secret: true }),
  ...TLS_FIELDS,
  timeoutSeconds: z.int().min(1).max(86_400).default(300).meta({
    title: 'Timeout (s)',
    description: 'The server stops a statement after so long; there is one for every few hundred objects',
  }),
}

const Connection = z.object(DIRECTOR_CONNECTION_FIELDS)
/** Where the database of an Icinga Director is. */
export type DirectorConnection = z.infer<typeof Connection>

/** The database system the settings mean. */
export function systemOf({ url, system }: DirectorConnection): 'mysql' | 'postgresql' {
  if (url === undefined) return system
  return url.startsWith('postgres') ? 'postgresql' : 'mysql'
}

/** As the connections of query sources take it. */
export function mysqlSettings(connection: DirectorConnection): z.input<typeof MysqlQuerySettings> {
  const { system: _, ...settings } = connection
  return { ...settings, query: UNUSED_QUERY }
}

/** As the connections of query sources take it. */
export function postgresqlSettings(connection: DirectorConnection): z.input<typeof PostgresqlQuerySettings> {
  const { system: _system, tls: _tls, tlsAuthority: _tlsAuthority, ...settings } = connection
  return { ...settings, query: UNUSED_QUERY }
}

/** What is wrong with the settings of a connection, as a check of the schema that contains its fields. */
export function checkDirectorConnection(connection: DirectorConnection, context: z.RefinementCtx): void {
  const isPostgresql = systemOf(connection) === 'postgresql'
  if (isPostgresql && connection.tls !== 'off') {
    context.addIssue({ code: 'custom', path: ['tls'], message: 'for PostgreSQL ?sslmode=… in the URL' })
  }
  const parsed = isPostgresql
    ? PostgresqlQuerySettings.safeParse(postgresqlSettings(connection))
    : MysqlQuerySettings.safeParse(mysqlSettings(connection))
  for (const { path, message } of parsed.error?.issues ?? []) {
    context.addIssue({ code: 'custom', path: [...path], message })
  }
}

/** The schemas of query sources want one; connections do not look at it. */
const UNUSED_QUERY = 'SELECT 1'
