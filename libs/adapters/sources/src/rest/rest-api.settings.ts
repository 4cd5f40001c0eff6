import { z } from 'zod'
import { isWithinPath, parsePropertyPath } from './answer/property-path.js'
import { Authentication } from './settings/authentication.settings.js'
import { ProxySettings, TlsSettings } from './settings/connection.settings.js'
import { CONNECTION_HEADERS, isHeaderName, isHeaderValue } from './settings/header-text.js'
import { Pagination, pathToNext, PropertyPath } from './settings/pagination.settings.js'

const Header = z.strictObject({
  name: z
    .string()
    .refine(isHeaderName, 'a header name: letters, digits and hyphens')
    .refine((name) => !CONNECTION_HEADERS.has(name.toLowerCase()), 'a header the connection does not set')
    .meta({ title: 'Name' }),
  value: z.string().refine(isHeaderValue, 'text in one line').meta({ title: 'Value', secret: true }),
})

const Limits = z.strictObject({
  rows: z.int().min(1).default(5_000_000).meta({ title: 'Rows' }),
  megabytes: z.int().min(1).max(1_000_000).default(2_048).meta({
    title: 'Size (MB)',
    description: 'Of all answers together, unpacked',
  }),
  pages: z.int().min(1).default(10_000).meta({ title: 'Pages' }),
})

const FIELDS = z.object({
  url: z
    .url({ protocol: /^https?$/, message: 'an address such as https://cmdb.example.com/api/hosts' })
    .meta({ title: 'URL', description: 'https or http; a fragment (#…) is dropped' }),
  method: z.enum(['GET', 'POST']).default('GET').meta({ title: 'Method' }),
  body: z.string().min(1).optional().meta({
    title: 'Body',
    description: 'Sent with POST; JSON unless a Content-Type header says otherwise',
  }),
  headers: z
    .array(Header)
    .default([])
    .meta({ title: 'Headers', description: 'Sent to the origin of the URL only' }),
  authentication: Authentication.default({ kind: 'none' }).meta({ title: 'Authentication' }),
  extractProperty: PropertyPath.optional().meta({
    title: 'Place of the rows',
    description: 'data.hosts when the rows are below these names; \\. is a dot in a name',
  }),
  pagination: Pagination.default({ kind: 'none' }).meta({ title: 'Pages' }),
  tls: TlsSettings.prefault({}).meta({ title: 'Certificates' }),
  proxy: ProxySettings.optional().meta({ title: 'Proxy' }),
  connectTimeoutSeconds: z.int().min(1).max(300).default(5).meta({ title: 'Connect timeout (s)' }),
  timeoutSeconds: z.int().min(1).max(86_400).default(600).meta({
    title: 'Timeout (s)',
    description: 'For everything: all pages, with waiting and repeating',
  }),
  retries: z.int().min(0).max(10).default(3).meta({
    title: 'Retries',
    description: 'Of a request without answer, or answered with 429 or 5xx',
  }),
  limits: Limits.prefault({}).meta({ title: 'Limits' }),
})

/** Settings of `director.rest-api`. */
export const RestApiSettings = FIELDS.refine(
  (settings) => settings.body === undefined || settings.method === 'POST',
  {
    path: ['body'],
    message: 'nothing with GET; choose POST',
  },
)
  // Told at another place than the URL, because a message shows what stands at its place.
  .refine(({ url }) => !URL.canParse(url) || new URL(url).username + new URL(url).password === '', {
    path: ['authentication'],
    message: 'the user name and password that stand in the URL',
  })
  .refine((settings) => settings.authentication.kind === 'none' || !hasAuthorization(settings), {
    path: ['headers'],
    message: 'no Authorization header beside "authentication"',
  })
  .refine(
    (settings) => pathToNext(settings.pagination) === undefined || settings.extractProperty !== undefined,
    {
      path: ['extractProperty'],
      message: 'the place of the rows, because the way to the next page stands beside them',
    },
  )
  .refine((settings) => !nextOverlapsRows(settings), {
    path: ['pagination'],
    message: 'a path beside "extractProperty", neither below nor above it',
  })
export type RestApiSettings = z.infer<typeof RestApiSettings>

function hasAuthorization(settings: z.infer<typeof FIELDS>): boolean {
  return (
    settings.authentication.kind !== 'api-key' &&
    settings.headers.some(({ name }) => name.toLowerCase() === 'authorization')
  )
}

function nextOverlapsRows({ pagination, extractProperty }: z.infer<typeof FIELDS>): boolean {
  const next = pathToNext(pagination)
  if (next === undefined || extractProperty === undefined) return false
  const [toNext, toRows] = [parsePropertyPath(next), parsePropertyPath(extractProperty)]
  return isWithinPath(toNext, toRows) || isWithinPath(toRows, toNext)
}
