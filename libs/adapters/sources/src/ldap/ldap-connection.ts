import { readFile } from 'node:fs/promises'
import { once } from 'node:events'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import type { ConnectionOptions } from 'node:tls'
import { AppError } from '@director/errors'
import { Client } from 'ldapts'
import type { LdapSettings } from './ldap.settings.js'

const CONNECT_TIMEOUT_MS = 10_000
/** The server shall be the one that notices: it says so, a cut connection does not. */
const TIMEOUT_GRACE_MS = 1_000

/** Server and search base for messages. */
export function placeOf(settings: LdapSettings): string {
  return `LDAP ${settings.host}:${portOf(settings)} ${settings.base === '' ? '(root)' : settings.base}`
}

/**
 * Connects, encrypts and logs in. When the signal aborts, the connection is cut, which ends the search at the server.
 *
 * @param baseDirectory start of a relative path of the authority's file
 * @throws what the driver throws; AppError `source.certificate-unreadable`, `source.unreachable` after 10 s
 */
export async function openLdap(
  settings: LdapSettings,
  baseDirectory: string,
  signal: AbortSignal,
): Promise<Client> {
  signal.throwIfAborted()
  const tls = settings.encryption === 'none' ? undefined : await tlsOptions(settings, baseDirectory)
  const scheme = settings.encryption === 'ldaps' ? 'ldaps' : 'ldap'
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host
  const client = new Client({
    url: `${scheme}://${host}:${portOf(settings)}`,
    timeout: settings.timeoutSeconds * 1_000 + TIMEOUT_GRACE_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    ...(tls !== undefined && scheme === 'ldaps' ? { tlsOptions: tls } : {}),
  })
  signal.addEventListener('abort', () => void close(client), { once: true })
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(CONNECT_TIMEOUT_MS)])
  try {
    await unlessAborted(login(client, settings, tls), deadline)
    return client
  } catch (error) {
    void close(client)
    if (signal.aborted || !deadline.aborted) throw error
    throw new AppError('source.unreachable', `${placeOf(settings)}: no connection`, {
      expected: `an answer within ${CONNECT_TIMEOUT_MS / 1_000} s`,
      remedy: 'Check host, port, encryption and the server',
      cause: error,
    })
  }
}

/** Says goodbye and closes; never fails. */
export async function close(client: Client): Promise<void> {
  await client.unbind().catch(() => undefined)
}

async function login(
  client: Client,
  settings: LdapSettings,
  tls: ConnectionOptions | undefined,
): Promise<void> {
  if (settings.encryption === 'starttls') await client.startTLS(tls)
  // Without a name the login is anonymous; it is made all the same, so that a server that refuses says so.
  await client.bind(settings.bindDn ?? '', settings.bindPassword ?? '')
}

async function unlessAborted(connecting: Promise<void>, signal: AbortSignal): Promise<void> {
  const listening = new AbortController()
  const aborted = once(signal, 'abort', { signal: listening.signal }).then(
    () => Promise.reject(signal.reason),
    () => undefined,
  )
  // Whoever loses the race still ends, with nobody waiting.
  connecting.catch(() => undefined)
  await Promise.race([connecting, aborted]).finally(() => listening.abort())
}

async function tlsOptions(settings: LdapSettings, baseDirectory: string): Promise<ConnectionOptions> {
  const { host, authority, verifyPeer } = settings
  return {
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    rejectUnauthorized: verifyPeer,
    ...(authority === undefined ? {} : { ca: await pemText(authority, baseDirectory) }),
  }
}

async function pemText(value: string, baseDirectory: string): Promise<string> {
  if (value.includes('-----BEGIN ')) return value
  try {
    return await readFile(resolve(baseDirectory, value), 'utf8')
  } catch (error) {
    throw new AppError(
      'source.certificate-unreadable',
      `the authority's file ${value.slice(0, 200)} cannot be read`,
      {
        expected: 'PEM text that begins with -----BEGIN, or the path of a file this user may read',
        received: String(Object(error).code ?? error),
        remedy: 'Correct authority in the settings of the import source, or the permissions of the file',
      },
    )
  }
}

function portOf(settings: LdapSettings): number {
  return settings.port ?? (settings.encryption === 'ldaps' ? 636 : 389)
}
