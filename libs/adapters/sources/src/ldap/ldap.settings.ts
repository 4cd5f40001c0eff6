import { FilterParser } from 'ldapts'
import { z } from 'zod'

const attribute = z
  .string()
  .trim()
  .regex(/^(\*|\+|[A-Za-z0-9][A-Za-z0-9.-]*(;[A-Za-z0-9-]+)*)$/, 'an attribute name such as cn, or * or +')

const FIELDS = z.object({
  host: z.string().trim().min(1).meta({ title: 'Host', description: 'Name or address of the server' }),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .meta({ title: 'Port', description: 'Without it 389, or 636 with LDAPS' }),
  encryption: z
    .enum(['starttls', 'ldaps', 'none'])
    .default('starttls')
    .meta({ title: 'Encryption', description: 'none sends the password in clear text' }),
  authority: z.string().trim().min(1).optional().meta({
    title: 'Authority',
    description: 'PEM text, or path of a PEM file; replaces the authorities of the system',
  }),
  verifyPeer: z.boolean().default(true).meta({
    title: 'Verify the certificate',
    description: 'Off: any certificate is accepted, and so is any host name in it',
  }),
  bindDn: z
    .string()
    .trim()
    .min(1)
    .optional()
    .meta({ title: 'Bind DN', description: 'Who logs in; Active Directory also takes user@domain' }),
  bindPassword: z.string().min(1).optional().meta({ title: 'Password', secret: true }),
  base: z
    .string()
    .trim()
    .meta({ title: 'Search base', description: 'Where the search starts: ou=hosts,dc=example,dc=org' }),
  scope: z.enum(['subtree', 'children', 'base']).default('subtree').meta({
    title: 'Scope',
    description: 'subtree: base and everything below. children: one level below. base: that entry alone',
  }),
  objectClass: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/, 'the name of an object class such as computer')
    .optional()
    .meta({ title: 'Object class', description: 'Only entries of this class' }),
  filter: z
    .string()
    .trim()
    .min(1)
    .refine((text) => filterProblem(text) === undefined, {
      error: (issue) => `an LDAP filter such as (cn=web*): ${filterProblem(String(issue.input)) ?? ''}`,
    })
    .optional()
    .meta({ title: 'Filter', description: 'Native LDAP filter, in addition to the object class' }),
  attributes: z
    .array(attribute)
    .min(1)
    .meta({ title: 'Attributes', description: 'Become the columns; dn is the distinguished name' }),
  pageSize: z
    .int()
    .min(1)
    .max(10_000)
    .default(500)
    .meta({ title: 'Page size', description: 'Entries asked for at a time' }),
  sizeLimit: z.int().min(1).max(100_000_000).optional().meta({
    title: 'Most entries',
    description: 'When there are more, the import fails; without it there may be any number',
  }),
  timeoutSeconds: z.int().min(1).max(86_400).default(60).meta({
    title: 'Timeout (s)',
    description: 'How long the server may take for each page',
  }),
})

/** Settings of `director.ldap`. */
export const LdapSettings = FIELDS.refine(
  (settings) => settings.bindDn === undefined || settings.bindPassword !== undefined,
  { path: ['bindPassword'], message: 'the password that belongs to the bind DN' },
).refine((settings) => settings.bindPassword === undefined || settings.bindDn !== undefined, {
  path: ['bindDn'],
  message: 'the bind DN that belongs to the password',
})
export type LdapSettings = z.infer<typeof LdapSettings>

function filterProblem(text: string): string | undefined {
  try {
    FilterParser.parseString(text)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
