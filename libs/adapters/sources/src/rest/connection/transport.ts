import { Agent, buildConnector, Pool, ProxyAgent, type Dispatcher } from 'undici'
import { proxyAddress, type ProxySettings } from '../settings/connection.settings.js'
import type { RestApiSettings } from '../rest-api.settings.js'
import { readTlsOptions, type IdentifiedTlsOptions } from './pem-texts.js'
import { socksConnector } from './socks-connector.js'

/** The connections of one reading. */
export interface Transport {
  /** With the client certificate towards the source's own origins, without it towards all others. */
  dispatcherFor(url: URL): Dispatcher
  /** Cuts all connections. */
  close(): Promise<void>
}

/**
 * Prepares connections, through the proxy when there is one.
 *
 * @throws AppError `source.certificate-unreadable`
 */
export async function openTransport(settings: RestApiSettings, baseDirectory: string): Promise<Transport> {
  const { own, others } = await readTlsOptions(settings.tls, baseDirectory)
  const connectTimeoutMs = settings.connectTimeoutSeconds * 1000
  const ownAgent = openAgent(settings.proxy, own, connectTimeoutMs)
  const otherAgent = openAgent(settings.proxy, others, connectTimeoutMs)
  const origins = ownOrigins(settings)
  return {
    dispatcherFor: (url) => (origins.has(url.origin) ? ownAgent : otherAgent),
    close: async () => {
      await Promise.all([ownAgent.destroy(), otherAgent.destroy()])
    },
  }
}

/** Where the operator sends us: the source and the place its access tokens come from. */
function ownOrigins({ url, authentication }: RestApiSettings): ReadonlySet<string> {
  const tokenUrls = authentication.kind === 'oauth2-client-credentials' ? [authentication.tokenUrl] : []
  return new Set([url, ...tokenUrls].map((address) => new URL(address).origin))
}

function openAgent(
  proxy: ProxySettings | undefined,
  tls: IdentifiedTlsOptions,
  connectTimeoutMs: number,
): Dispatcher {
  const connect = { ...tls, timeout: connectTimeoutMs }
  if (proxy === undefined) return new Agent({ connect })
  if (proxy.kind === 'socks5') {
    return new Agent({ connect: socksConnector(proxy, buildConnector(connect), connectTimeoutMs) })
  }
  const { host, port } = proxyAddress(proxy)
  const { username, password = '' } = proxy
  return new ProxyAgent({
    uri: `http://${host}:${port}`,
    // Tunnels for https; plain requests are handed to the proxy, which often allows CONNECT to port 443 only.
    proxyTunnel: false,
    requestTls: connect,
    // A proxy that never answers CONNECT is one that cannot be connected to.
    clientFactory: (origin, options) => new Pool(origin, { ...options, headersTimeout: connectTimeoutMs }),
    proxyTls: { timeout: connectTimeoutMs },
    ...(username === undefined
      ? {}
      : { token: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` }),
  })
}
