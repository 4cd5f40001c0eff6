import { hash } from 'node:crypto'

/** The first 16 bytes of a SHA-256 as a string of 16 characters, one for each byte: quick to make, read and compare. */
export type Digest = string

const DIGEST_BYTES = 16

/** Digest of a text in UTF-8. 128 bits: two of a million texts are alike with a probability of about 10^-27. */
export function digestOf(text: string): Digest {
  // "binary" (one character a byte) took 0.46 µs a row, a Buffer 0.96 µs.
  return hash('sha256', text, 'binary').slice(0, DIGEST_BYTES)
}

/** Four bytes of a digest as an unsigned number, the first byte lowest. */
export function wordAt(digest: Digest, offset: number): number {
  return (
    (digest.charCodeAt(offset) |
      (digest.charCodeAt(offset + 1) << 8) |
      (digest.charCodeAt(offset + 2) << 16) |
      (digest.charCodeAt(offset + 3) << 24)) >>>
    0
  )
}

/** The digest in 32 hexadecimal digits. */
export function hexOf(digest: Digest): string {
  return Buffer.from(digest, 'latin1').toString('hex')
}
