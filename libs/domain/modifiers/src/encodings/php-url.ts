/** What a URL consists of; parts that are not there are left out. */
export interface UrlParts {
  readonly scheme?: string
  readonly host?: string
  readonly port?: number
  readonly path?: string
  readonly query?: string
  readonly fragment?: string
}

interface Located {
  readonly scheme?: string
  readonly port?: number
  /** Where the authority starts, or undefined when the rest is a path. */
  readonly authorityAt?: number
  /** Where the path starts; undefined when there is nothing but a scheme. */
  readonly pathAt?: number
}

/**
 * Takes a URL apart as leniently as Director does: scheme-less URLs, ports without a scheme, plain paths.
 *
 * @returns undefined when the text is no URL at all (no host after `//`, a port beyond 65535)
 * @see Director: PHP's `parse_url`
 */
export function parsePhpUrl(text: string): UrlParts | undefined {
  const located = locate(text)
  if (located === undefined) return undefined
  const start = located.scheme === undefined ? {} : { scheme: located.scheme }
  const port = located.port === undefined ? {} : { port: located.port }
  if (located.authorityAt === undefined) {
    return clean({
      ...start,
      ...port,
      ...(located.pathAt === undefined ? {} : pathParts(text.slice(located.pathAt))),
    })
  }
  const end = endOf(text, located.authorityAt, /[/?#]/)
  const authority = hostAndPort(text.slice(located.authorityAt, end), located.port)
  if (authority === undefined) return undefined
  return clean({ ...start, ...authority, ...(end === text.length ? {} : pathParts(text.slice(end))) })
}

function locate(text: string): Located | undefined {
  const colon = text.indexOf(':')
  const isRelative = text.startsWith('//')
  const afterSlashes: Located = isRelative ? { authorityAt: 2, pathAt: 0 } : { pathAt: 0 }
  if (colon < 0) return afterSlashes
  const scheme = text.slice(0, colon)
  if (colon === 0) return locatePort(text, colon)
  if (!/^[A-Za-z0-9+.-]+$/.test(scheme)) {
    return colon + 1 < text.length && colon < endOf(text, 0, /[?#]/) ? locatePort(text, colon) : afterSlashes
  }
  if (colon + 1 === text.length) return { scheme }
  if (text[colon + 1] !== '/') {
    return /^\d{0,5}(?:$|\/)/.test(text.slice(colon + 1))
      ? locatePort(text, colon)
      : { scheme, pathAt: colon + 1 }
  }
  if (text[colon + 2] !== '/') return { scheme, pathAt: colon + 1 }
  if (scheme.toLowerCase() === 'file' && text[colon + 3] === '/') {
    return { scheme, pathAt: text[colon + 5] === ':' ? colon + 4 : colon + 3 }
  }
  return { scheme, authorityAt: colon + 3, pathAt: colon + 3 }
}

/** `example.com:80/x`: what follows the colon may be a port. */
function locatePort(text: string, colon: number): Located | undefined {
  const start = text.startsWith('//') ? 2 : 0
  const digits = /^\d{1,5}(?=$|\/)/.exec(text.slice(colon + 1))?.[0]
  if (digits !== undefined)
    return Number(digits) > 65535 ? undefined : { port: Number(digits), authorityAt: start, pathAt: 0 }
  if (colon + 1 === text.length) return undefined
  return start === 2 ? { authorityAt: 2, pathAt: 0 } : { pathAt: 0 }
}

function hostAndPort(
  authority: string,
  knownPort: number | undefined,
): Pick<UrlParts, 'host' | 'port'> | undefined {
  const place = authority.slice(authority.lastIndexOf('@') + 1)
  const colon = place.startsWith('[') && place.endsWith(']') ? -1 : place.lastIndexOf(':')
  const host = colon < 0 ? place : place.slice(0, colon)
  const digits = colon < 0 ? '' : place.slice(colon + 1)
  const port = knownPort === undefined || knownPort === 0 ? portOf(digits) : knownPort
  if (host === '' || port === undefined) return undefined
  if (port === null) return { host, ...(knownPort === undefined ? {} : { port: knownPort }) }
  return { host, port }
}

/** The port; null when none is given, undefined when it is out of range. */
function portOf(digits: string): number | null | undefined {
  if (digits.length > 5) return undefined
  if (digits === '') return null
  const number = /^[ \t\n\v\f\r]*[+-]?\d+/.exec(digits)?.[0]
  const port = Number(number ?? -1)
  return port >= 0 && port <= 65535 ? port : undefined
}

function pathParts(text: string): Pick<UrlParts, 'path' | 'query' | 'fragment'> {
  const hash = text.indexOf('#')
  const beforeHash = hash < 0 ? text : text.slice(0, hash)
  const mark = beforeHash.indexOf('?')
  const path = mark < 0 ? beforeHash : beforeHash.slice(0, mark)
  return {
    ...(path !== '' || text === '' ? { path } : {}),
    ...(mark < 0 ? {} : { query: beforeHash.slice(mark + 1) }),
    ...(hash < 0 ? {} : { fragment: text.slice(hash + 1) }),
  }
}

function endOf(text: string, from: number, stops: RegExp): number {
  const offset = text.slice(from).search(stops)
  return offset < 0 ? text.length : from + offset
}

/** Control characters become underscores. */
function clean(parts: UrlParts): UrlParts {
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [
      name,
      typeof part === 'string' ? withoutControls(part) : part,
    ]),
  )
}

function withoutControls(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\0-\x1f\x7f]/g, '_')
}
