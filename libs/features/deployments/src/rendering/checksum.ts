import { createHash } from 'node:crypto'

/** SHA-256 of a text, hexadecimal. */
export function checksumOf(content: string): string {
  return createHash('sha256').update(content).digest('hex')
}

/**
 * What a configuration is known by: SHA-256 over `path=checksum` of all files.
 *
 * @param files sorted by path
 */
export function configurationChecksum(
  files: readonly { readonly path: string; readonly checksum: string }[],
): string {
  return checksumOf(files.map((file) => `${file.path}=${file.checksum}`).join(';'))
}

/** A checksum as people read and type it. */
export function shortChecksum(checksum: string): string {
  return checksum.slice(0, 10)
}
