/**
 * The target of the link with relation `next` in a Link header (RFC 8288, section 3); undefined when there is none.
 *
 * @example nextLink('</hosts?page=2>; rel="next", </hosts?page=9>; rel="last"') // '/hosts?page=2'
 */
export function nextLink(header: string | readonly string[] | undefined): string | undefined {
  const text = typeof header === 'string' ? header : (header ?? []).join(', ')
  for (const link of linksOf(text)) {
    const relations = link.parameters.get('rel')?.toLowerCase().split(/\s+/) ?? []
    if (relations.includes('next')) return link.target
  }
  return undefined
}

interface Link {
  readonly target: string
  readonly parameters: ReadonlyMap<string, string>
}

function* linksOf(text: string): Generator<Link> {
  // Sticky expressions: each begins where the one before ended, so nothing is read twice.
  const target = /[\s,]*<([^>]*)>/y
  const parameter = /\s*;\s*([^\s=;,"<>]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",;]*)))?/y
  for (let at = 0; ;) {
    target.lastIndex = at
    const [, address] = target.exec(text) ?? []
    if (address === undefined) return
    at = target.lastIndex
    const parameters = new Map<string, string>()
    for (;;) {
      parameter.lastIndex = at
      const found = parameter.exec(text)
      if (found === null) break
      at = parameter.lastIndex
      const name = (found[1] ?? '').toLowerCase()
      // Of a parameter that comes twice the first counts.
      if (!parameters.has(name)) parameters.set(name, (found[2] ?? found[3] ?? '').replaceAll(/\\(.)/g, '$1'))
    }
    yield { target: address.trim(), parameters }
  }
}
