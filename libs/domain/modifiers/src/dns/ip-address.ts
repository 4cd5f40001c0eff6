import { parseNetwork } from '@director/filters'

/** Tells whether a text is an IPv4 or IPv6 address. */
export function isIpAddress(text: string): boolean {
  return parseNetwork(`${text}/0`) !== undefined
}
