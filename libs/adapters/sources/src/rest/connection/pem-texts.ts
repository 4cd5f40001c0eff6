import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError } from '@director/errors'
import type { TlsSettings } from '../settings/connection.settings.js'

/** What Node's TLS takes for a connection. */
export interface TlsOptions {
  readonly rejectUnauthorized: boolean
  readonly checkServerIdentity?: () => undefined
  readonly ca?: string
}

/** The same with what proves who we are; for the source's own servers only. */
export interface IdentifiedTlsOptions extends TlsOptions {
  readonly cert?: string
  readonly key?: string
  readonly passphrase?: string
}

/** Certificates and keys of a source, read from their files. @throws AppError `source.certificate-unreadable` */
export async function readTlsOptions(
  settings: TlsSettings,
  baseDirectory: string,
): Promise<{ readonly own: IdentifiedTlsOptions; readonly others: TlsOptions }> {
  const { verifyPeer, verifyHost, authority, certificate, key, keyPassphrase } = settings
  const textOf = (value: string) => pemText(value, baseDirectory)
  const others: TlsOptions = {
    rejectUnauthorized: verifyPeer,
    ...(verifyHost ? {} : { checkServerIdentity: () => undefined }),
    ...(authority === undefined ? {} : { ca: await textOf(authority) }),
  }
  if (certificate === undefined || key === undefined) return { own: others, others }
  return {
    own: {
      ...others,
      cert: await textOf(certificate),
      key: await textOf(key),
      ...(keyPassphrase === undefined ? {} : { passphrase: keyPassphrase }),
    },
    others,
  }
}

async function pemText(value: string, baseDirectory: string): Promise<string> {
  if (value.includes('-----BEGIN ')) return value
  try {
    return await readFile(resolve(baseDirectory, value), 'utf8')
  } catch (error) {
    throw new AppError('source.certificate-unreadable', 'a file with a certificate or key cannot be read', {
      // What is neither text nor file may be a key pasted without its frame: it is not repeated.
      expected: 'PEM text that begins with -----BEGIN, or the path of a file this user may read',
      received: String(Object(error).code ?? 'another failure'),
      remedy: 'Correct tls in the settings of the import source, or the permissions of the file',
    })
  }
}
