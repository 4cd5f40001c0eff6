import { z } from 'zod'
import { isHeaderName, isHeaderValue } from './header-text.js'

const secret = { secret: true } as const

const None = z.strictObject({ kind: z.literal('none') }).meta({ title: 'None' })

const Basic = z
  .strictObject({
    kind: z.literal('basic'),
    username: z.string().min(1).meta({ title: 'User name' }),
    password: z.string().meta({ title: 'Password', ...secret }),
  })
  .meta({ title: 'User name and password' })

const Bearer = z
  .strictObject({
    kind: z.literal('bearer'),
    token: z
      .string()
      .min(1)
      .refine(isHeaderValue, 'a token in one line')
      .meta({ title: 'Token', ...secret }),
  })
  .meta({ title: 'Bearer token' })

const ApiKey = z
  .strictObject({
    kind: z.literal('api-key'),
    in: z
      .enum(['header', 'query'])
      .default('header')
      .meta({ title: 'Sent in', description: 'A header of the request or a parameter of its address' }),
    name: z.string().min(1).meta({ title: 'Name', description: 'Of the header or parameter: X-API-Key' }),
    value: z
      .string()
      .min(1)
      .refine(isHeaderValue, 'a key in one line')
      .meta({ title: 'Key', ...secret }),
  })
  .refine((key) => key.in === 'query' || isHeaderName(key.name), {
    path: ['name'],
    message: 'a header name: letters, digits and hyphens',
  })
  .meta({ title: 'API key' })

const ClientCredentials = z
  .strictObject({
    kind: z.literal('oauth2-client-credentials'),
    tokenUrl: z
      .url({ protocol: /^https?$/, message: 'an address such as https://login.example.com/oauth2/token' })
      .meta({ title: 'Token URL', description: 'Where access tokens are issued' }),
    clientId: z.string().min(1).meta({ title: 'Client id' }),
    clientSecret: z
      .string()
      .min(1)
      .meta({ title: 'Client secret', ...secret }),
    scope: z.string().min(1).optional().meta({ title: 'Scope', description: 'Separated by spaces' }),
    audience: z.string().min(1).optional().meta({ title: 'Audience' }),
    sendAs: z.enum(['basic', 'body']).default('basic').meta({
      title: 'Client id and secret sent as',
      description: 'basic: in the Authorization header. body: as parameters of the form',
    }),
  })
  .meta({ title: 'OAuth 2 client credentials' })

/** How a source proves who it is. What is sent goes to the origin of the source's URL only. */
export const Authentication = z.discriminatedUnion('kind', [None, Basic, Bearer, ApiKey, ClientCredentials], {
  error: 'one of none, basic, bearer, api-key, oauth2-client-credentials',
})
export type Authentication = z.infer<typeof Authentication>
export type ClientCredentials = z.infer<typeof ClientCredentials>
