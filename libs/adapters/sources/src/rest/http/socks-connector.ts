import type { buildConnector } from 'undici'
import { SocksClient } from 'socks'
import { proxyAddress, type ProxySettings } from '../settings/connection.settings.js'

/** Connects through a SOCKS5 proxy (RFC 1928, RFC 1929), which also looks up the host's name. */
export function socksConnector(
  proxy: ProxySettings,
  secure: buildConnector.connector,
  timeoutMs: number,
): buildConnector.connector {
  const { host, port } = proxyAddress(proxy)
  return (options, callback) => {
    const destination = {
      host: withoutBrackets(options.hostname),
      port: Number(options.port) || usualPort(options),
    }
    const opening = SocksClient.createConnection({
      command: 'connect',
      proxy: {
        type: 5,
        host: withoutBrackets(host),
        port,
        ...(proxy.username === undefined ? {} : { userId: proxy.username, password: proxy.password ?? '' }),
      },
      destination,
      timeout: timeoutMs,
    })
    opening.then(
      ({ socket }) => {
        if (options.protocol === 'https:') secure({ ...options, httpSocket: socket }, callback)
        else callback(null, socket.setNoDelay())
      },
      (error: Error) => callback(error, null),
    )
  }
}

function usualPort({ protocol }: buildConnector.Options): number {
  return protocol === 'https:' ? 443 : 80
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1')
}
