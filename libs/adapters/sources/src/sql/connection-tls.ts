import { readFile } from 'node:fs/promises'
import { AppError } from '@director/errors'
import { z } from 'zod'

/** How the connection to a database server is protected. */
export const TlsMode = z.enum(['off', 'encrypted', 'verified'])
export type TlsMode = z.infer<typeof TlsMode>

/** The fields of a database source that say how its connection is protected. */
export const TLS_FIELDS = {
  tls: TlsMode.default('off').meta({
    title: 'TLS',
    description:
      'off: whatever is sent can be read on the way. encrypted: any certificate is accepted. verified: the certificate must be valid for the host',
  }),
  tlsAuthority: z.string().trim().min(1).optional().meta({
    title: 'Certificate authority',
    description:
      'For "verified": PEM text, or path of a PEM file; without it the authorities of the system count',
  }),
}

/**
 * The certificate of the authority as PEM text.
 *
 * @param authority PEM text, or the path of a file with it
 * @throws AppError `source.certificate-unreadable`
 */
export async function authorityText(authority: string): Promise<string> {
  if (authority.includes('-----BEGIN')) return authority
  try {
    return await readFile(authority, 'utf8')
  } catch (error) {
    throw new AppError(
      'source.certificate-unreadable',
      `cannot read the certificate authority ${authority}`,
      {
        expected: 'PEM text, or the path of a PEM file this user may read',
        received: String(Object(error).code ?? error),
        remedy: 'Correct the certificate authority in the settings of the import source',
        cause: error,
      },
    )
  }
}
