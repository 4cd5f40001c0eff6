import { digestOf, wordAt, type Digest } from './digest.js'

/**
 * Checksum of a set of rows that does not depend on their order: the sum of the row checksums, each of their four
 * 32-bit words by itself. A sum, not exclusive-or, so that a row that comes twice does not vanish. It begins with the
 * key column: the same rows under other keys are others.
 */
export class RowsetChecksum {
  private readonly sums = new Uint32Array(4)

  constructor(keyColumn: string) {
    this.add(digestOf(keyColumn))
  }

  add(rowChecksum: Digest): void {
    for (let word = 0; word < 4; word++) {
      this.sums[word] = ((this.sums[word] ?? 0) + wordAt(rowChecksum, word * 4)) >>> 0
    }
  }

  /** 32 hexadecimal digits. */
  toString(): string {
    return [...this.sums].map((sum) => sum.toString(16).padStart(8, '0')).join('')
  }
}
