import { z } from 'zod'

const pem = z.string().trim().min(1)

/** Certificates of both sides; only for https. */
export const TlsSettings = z
  .strictObject({
    verifyPeer: z.boolean().default(true).meta({
      title: 'Verify the certificate',
      description: 'Off: any certificate is accepted, and so is any host name in it',
    }),
    verifyHost: z.boolean().default(true).meta({ title: 'Verify the host name in the certificate' }),
    authority: pem.optional().meta({
      title: 'Authority',
      description: 'PEM text, or path of a PEM file; replaces the authorities of the system',
    }),
    certificate: pem.optional().meta({
      title: 'Client certificate',
      description: 'PEM text with the chain, or path of a PEM file',
    }),
    key: pem.optional().meta({
      title: 'Key of the client certificate',
      description: 'PEM text, or path of a PEM file',
      secret: true,
    }),
    keyPassphrase: z.string().min(1).optional().meta({ title: 'Passphrase of the key', secret: true }),
  })
  .refine((tls) => tls.certificate === undefined || tls.key !== undefined, {
    path: ['key'],
    message: 'the key that belongs to the client certificate',
  })
  .refine((tls) => tls.key === undefined || tls.certificate !== undefined, {
    path: ['certificate'],
    message: 'the client certificate that belongs to the key',
  })
  .refine((tls) => tls.keyPassphrase === undefined || tls.key !== undefined, {
    path: ['key'],
    message: 'the key that the passphrase opens',
  })
export type TlsSettings = z.infer<typeof TlsSettings>

/**
 * A proxy between here and the source. The port is 1080 when none is written, as in Director.
 *
 * @see Director: there the credentials of an HTTP proxy are never sent, and SOCKS5 has none
 */
export const ProxySettings = z
  .strictObject({
    kind: z.enum(['http', 'socks5']).meta({ title: 'Kind' }),
    address: z
      .string()
      .regex(/^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i, 'a host, host:port or [IPv6 address]:port')
      .refine((address) => URL.canParse(`http://${address}`), 'a port of at most 65535')
      .meta({ title: 'Address', description: 'proxy.example.com:3128; port 1080 when none is given' }),
    username: z.string().min(1).max(255).optional().meta({ title: 'User name' }),
    password: z.string().min(1).max(255).optional().meta({ title: 'Password', secret: true }),
  })
  .refine((proxy) => proxy.password === undefined || proxy.username !== undefined, {
    path: ['username'],
    message: 'the user name that belongs to the password',
  })
export type ProxySettings = z.infer<typeof ProxySettings>

/** Host and port of a proxy. */
export function proxyAddress(proxy: ProxySettings): { readonly host: string; readonly port: number } {
  const [, host = '', port = '1080'] = /^(.*?)(?::(\d+))?$/.exec(proxy.address) ?? []
  return { host, port: Number(port) }
}
