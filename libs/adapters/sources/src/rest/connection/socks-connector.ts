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
    const opening = new SocksClient({
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
    opening.once('error', (error: Error) => callback(withCode(error), null))
    opening.once('established', ({ socket }) => {
      if (options.protocol === 'https:') secure({ ...options, httpSocket: socket }, callback)
      else callback(null, socket.setNoDelay())
    })
    opening.connect()
  }
}

/** The client repeats the message of a failed connection, but not its code. */
function withCode(error: Error): Error {
  const [, code] = /^connect (E[A-Z]+)/.exec(error.message) ?? []
  return code === undefined ? error : Object.assign(error, { code })
}

function usualPort({ protocol }: buildConnector.Options): number {
  return protocol === 'https:' ? 443 : 80
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1')
}
