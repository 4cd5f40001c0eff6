/** A network in CIDR notation: its bits without the host part. */
export interface Network {
  readonly address: bigint
  readonly hostBits: bigint
  readonly family: 4 | 6
}

interface Address {
  readonly bits: bigint
  readonly family: 4 | 6
}

/**
 * Reads `10.0.0.0/8` or `2001:db8::/32`; undefined when the text is not a network.
 *
 * Host bits of the address are ignored (`10.1.2.3/8` is the network `10.0.0.0/8`).
 */
export function parseNetwork(text: string): Network | undefined {
  const [, host = '', length = ''] = /^(.+)\/(\d{1,3})$/.exec(text) ?? []
  const address = parseAddress(host)
  if (address === undefined) return undefined
  const bits = address.family === 4 ? 32 : 128
  if (Number(length) > bits) return undefined
  const hostBits = BigInt(bits - Number(length))
  return { address: address.bits >> hostBits, hostBits, family: address.family }
}

/** Tells whether an address lies in a network; a text that is no address lies in none. */
export function isInNetwork(text: string, network: Network): boolean {
  const address = parseAddress(text)
  return address?.family === network.family && address.bits >> network.hostBits === network.address
}

function parseAddress(text: string): Address | undefined {
  if (!text.includes(':')) return parseVersion4(text)
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const head = parseGroups(halves[0] ?? '')
  const tail = parseGroups(halves[1] ?? '')
  if (head === undefined || tail === undefined) return undefined
  const missing = 8 - head.length - tail.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined
  const groups = [...head, ...Array.from({ length: missing }, () => 0), ...tail]
  return { bits: groups.reduce((bits, group) => (bits << 16n) | BigInt(group), 0n), family: 6 }
}

function parseVersion4(text: string): Address | undefined {
  const groups = text.split('.')
  if (
    groups.length !== 4 ||
    !groups.every((group) => /^(?:0|[1-9]\d{0,2})$/.test(group) && Number(group) < 256)
  ) {
    return undefined
  }
  return { bits: groups.reduce((bits, group) => (bits << 8n) | BigInt(group), 0n), family: 4 }
}

/** The 16-bit groups of one side of `::`; the last one may be written as an IPv4 address. */
function parseGroups(text: string): number[] | undefined {
  if (text === '') return []
  const groups: number[] = []
  const parts = text.split(':')
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      groups.push(Number.parseInt(part, 16))
      continue
    }
    const embedded = index === parts.length - 1 ? parseVersion4(part) : undefined
    if (embedded === undefined) return undefined
    groups.push(Number(embedded.bits >> 16n), Number(embedded.bits & 0xffffn))
  }
  return groups
}
