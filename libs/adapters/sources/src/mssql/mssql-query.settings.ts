import { z } from 'zod'

const FIELDS = z.object({
  host: z
    .string()
    .trim()
    .regex(/^[^\\,;\s]+$/, 'a name or an address; instance and port have fields of their own')
    .meta({ title: 'Host', description: 'Name or address of the server' }),
  instance: z.string().trim().min(1).optional().meta({
    title: 'Instance',
    description: 'Name of the instance; SQL Server Browser (UDP 1434) is asked for its port',
  }),
  port: z.int().min(1).max(65_535).optional().meta({
    title: 'Port',
    description: '1433 unless given; not together with an instance',
  }),
  database: z.string().min(1).optional().meta({
    title: 'Database',
    description: "The login's own database unless given",
  }),
  user: z.string().min(1).meta({ title: 'User' }),
  password: z.string().optional().meta({ title: 'Password', secret: true }),
  domain: z.string().min(1).optional().meta({
    title: 'Windows domain',
    description:
      'Logs in with the Windows account of this domain (NTLM); otherwise with a login of SQL Server',
  }),
  encrypt: z.boolean().default(true).meta({
    title: 'Encrypt',
    description: 'Off: whatever is sent can be read on the way, the password too',
  }),
  trustServerCertificate: z.boolean().default(false).meta({
    title: 'Trust any certificate',
    description: 'On: encrypted, but anybody on the way can pretend to be the server',
  }),
  certificateName: z.string().min(1).optional().meta({
    title: 'Name in the certificate',
    description: 'When the certificate of the server is for another name than the host',
  }),
  tlsAuthority: z.string().trim().min(1).optional().meta({
    title: 'Certificate authority',
    description: 'PEM text, or path of a PEM file; without it the authorities known to Node.js count',
  }),
  query: z.string().trim().min(1).meta({
    title: 'Query',
    description:
      'One SELECT; its transaction is always rolled back. Column names become the columns of the rows',
  }),
  timeoutSeconds: z.int().min(1).max(86_400).default(300).meta({
    title: 'Timeout (s)',
    description: 'The query is stopped at the server when it computes for so long without giving rows',
  }),
})

/** Settings of `director.mssql-query`. */
export const MssqlQuerySettings = FIELDS.refine(
  ({ instance, port }) => instance === undefined || port === undefined,
  { path: ['port'], message: 'an instance or a port, not both: the port of an instance is asked for' },
)
export type MssqlQuerySettings = z.infer<typeof MssqlQuerySettings>

/** Server and database for messages, as SQL Server's own tools write them; never the password. */
export function placeOf({ host, instance, port, database }: MssqlQuerySettings): string {
  const server = instance === undefined ? `${host}:${port ?? 1433}` : `${host}\\${instance}`
  return `SQL Server ${server}${database === undefined ? '' : `/${database}`}`
}
