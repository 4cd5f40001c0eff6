import { AppError } from '@director/errors'

// With TLS 1.3 a server tells after the handshake that it misses a client certificate, and undici reports the end only.
const CUT_OFF = [
  'the connection was cut off',
  'Look into the log of that server; with https it may want a client certificate (tls.certificate)',
] as const

const NETWORK: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  ECONNREFUSED: ['nothing answers there', 'Start the server or correct host and port'],
  ENOTFOUND: ['the host name is not known', 'Correct the host'],
  EAI_AGAIN: ['the name server does not answer', 'Check the name server'],
  EHOSTUNREACH: ['no way leads there', 'Check network and firewall'],
  ENETUNREACH: ['no way leads there', 'Check network and firewall'],
  ETIMEDOUT: ['no connection in time', 'Check network and firewall'],
  UND_ERR_CONNECT_TIMEOUT: [
    'no connection in time',
    'Check network and firewall, or raise connectTimeoutSeconds',
  ],
  UND_ERR_HEADERS_TIMEOUT: ['no answer to CONNECT', 'Check the proxy, or raise connectTimeoutSeconds'],
  ECONNRESET: CUT_OFF,
  UND_ERR_SOCKET: CUT_OFF,
  EPROTO: ['it does not speak TLS', 'Write http:// if that server has no TLS, or correct the port'],
  ERR_SSL_WRONG_VERSION_NUMBER: [
    'it does not speak TLS',
    'Write http:// if that server has no TLS, or correct the port',
  ],
}

const UNKNOWN_AUTHORITY = 'its authority is unknown; set tls.authority to the certificate of that authority'

const CERTIFICATE: Readonly<Record<string, string>> = {
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another host; use the name in the certificate',
  CERT_HAS_EXPIRED: 'it has expired; renew it',
  CERT_NOT_YET_VALID: 'it is not valid yet; check the clocks',
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is signed by itself; set tls.authority to that certificate',
  CERT_SIGNATURE_FAILURE: 'another authority signed it; correct tls.authority',
}

/**
 * Says in one line why no answer came.
 *
 * @param place address without its query
 * @param proxy host and port of the proxy on the way
 */
export function explainFailure(error: unknown, place: string, proxy: string | undefined): AppError {
  const code = String(Object(error).code ?? '')
  const message = error instanceof Error ? error.message : String(error)
  if (proxy !== undefined && isRefusalOfProxy(message)) return proxyRefused(message, place, proxy)
  const certificate = CERTIFICATE[code]
  if (certificate !== undefined) {
    return new AppError(
      'source.certificate-not-trusted',
      `${place}: its certificate is not trusted: ${certificate}`,
      {
        remedy: 'Correct tls in the settings of the import source',
        details: { code },
        cause: error,
      },
    )
  }
  if (/CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE|UNKNOWN_CA/i.test(code)) {
    return new AppError(
      'source.certificate-refused',
      `${place}: it refuses our certificate, or the lack of one`,
      {
        remedy: 'Set tls.certificate and tls.key to a client certificate that server accepts',
        details: { code },
        cause: error,
      },
    )
  }
  const [reason, remedy] = NETWORK[code] ?? ['no answer', 'Check the address and the server']
  const way = proxy === undefined ? '' : ` (through the proxy ${proxy})`
  return new AppError('source.unreachable', `${place}: ${reason}${way}`, {
    received: message === '' ? code : message,
    remedy,
    details: { code },
    cause: error,
  })
}

function isRefusalOfProxy(message: string): boolean {
  return /Proxy response \(\d+\)|Proxy Authentication Required|^Socks|^Proxy connection timed out/i.test(
    message,
  )
}

function proxyRefused(message: string, place: string, proxy: string): AppError {
  const isLogin = /\(407\)|Authentication/i.test(message)
  return new AppError(
    isLogin ? 'source.proxy-refused-login' : 'source.proxy-refused',
    `${place}: the proxy ${proxy} ${isLogin ? 'refused the login' : 'does not lead there'}`,
    {
      received: message,
      remedy: isLogin
        ? 'Correct proxy.username and proxy.password in the settings of the import source'
        : 'Look into the log of the proxy; it may not allow this address',
    },
  )
}
