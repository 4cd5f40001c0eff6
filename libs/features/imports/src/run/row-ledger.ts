import { FINGERPRINT_BYTES } from '@director/database'
import { wordAt, type Digest } from '../rows/digest.js'

/** What a row is, compared with the rows stored before. */
export type RowState = 'created' | 'changed' | 'unchanged' | 'duplicate'

// A slot holds 96 bits of the key's digest, 64 bits of the row's checksum, and the row's number.
const SLOT_WORDS = 6
const FIRST_CHECKSUM_WORD = 3
const ROW_NUMBER_WORD = 5
/** Row number of a stored row the source has not given yet. A slot with 0 is free. */
const NOT_SEEN = 0xffff_ffff
const SMALLEST_CAPACITY = 4_096
/** Up to here (6 MB) it grows fourfold, because moving all slots costs more than the room. */
const SMALL_CAPACITY = 262_144
const FULL = 0.7

/**
 * Remembers of every row only a fingerprint, in one table of 24 bytes a slot: 50 MB for a million rows. It tells which
 * rows are new or changed, so that only these are sent to the database, and finds duplicate keys with both row numbers.
 */
export class RowLedger {
  private words = new Uint32Array(SMALLEST_CAPACITY * SLOT_WORDS)
  private capacity = SMALLEST_CAPACITY
  private used = 0
  private unseen = 0

  /** Rows stored before that were not recorded so far. */
  get missing(): number {
    return this.unseen
  }

  /** True when nothing was stored before and nothing was recorded. */
  get isEmpty(): boolean {
    return this.used === 0
  }

  /** Makes room for so many rows at once, so that nothing has to be moved when they come. To be called before any. */
  reserve(rows: number): void {
    while (this.capacity * FULL <= rows) this.capacity *= 2
    this.words = new Uint32Array(this.capacity * SLOT_WORDS)
  }

  /** Enters stored rows: whole fingerprints of {@link FINGERPRINT_BYTES}, the key's digest (12 bytes) first. */
  expect(fingerprints: Buffer): void {
    for (let at = 0; at < fingerprints.length; at += FINGERPRINT_BYTES) {
      const slot = this.slotFor(
        fingerprints.readUInt32LE(at),
        fingerprints.readUInt32LE(at + 4),
        fingerprints.readUInt32LE(at + 8),
      )
      this.words[slot + FIRST_CHECKSUM_WORD] = fingerprints.readUInt32LE(at + 12)
      this.words[slot + FIRST_CHECKSUM_WORD + 1] = fingerprints.readUInt32LE(at + 16)
      this.words[slot + ROW_NUMBER_WORD] = NOT_SEEN
      this.unseen++
    }
  }

  /**
   * Compares a row of the source with what was stored.
   *
   * @param rowNumber 1 for the first row
   */
  record(key: Digest, checksum: Digest, rowNumber: number): RowState {
    const slot = this.slotFor(wordAt(key, 0), wordAt(key, 4), wordAt(key, 8))
    const words = this.words
    const before = words[slot + ROW_NUMBER_WORD]
    if (before !== 0 && before !== NOT_SEEN) return 'duplicate'
    words[slot + ROW_NUMBER_WORD] = rowNumber
    if (before === 0) return 'created'
    this.unseen--
    const isSame =
      words[slot + FIRST_CHECKSUM_WORD] === wordAt(checksum, 0) &&
      words[slot + FIRST_CHECKSUM_WORD + 1] === wordAt(checksum, 4)
    return isSame ? 'unchanged' : 'changed'
  }

  /** Number of the row that came with this key; 0 when none did and none was stored. */
  rowNumberOf(key: Digest): number {
    return this.words[this.find(wordAt(key, 0), wordAt(key, 4), wordAt(key, 8)) + ROW_NUMBER_WORD] ?? 0
  }

  /** Tells whether a stored row was not recorded: the source no longer has it. */
  isMissing(key: Digest): boolean {
    return this.rowNumberOf(key) === NOT_SEEN
  }

  /** The slot of a key; a free one is taken for it. */
  private slotFor(first: number, second: number, third: number): number {
    if (this.used >= this.capacity * FULL) this.grow()
    const words = this.words
    let slot = this.find(first, second, third)
    if (words[slot + ROW_NUMBER_WORD] !== 0) return slot
    words[slot] = first
    words[slot + 1] = second
    words[slot + 2] = third
    this.used++
    return slot
  }

  /** The slot that holds a key, or the free one where it would be put. */
  private find(first: number, second: number, third: number): number {
    const words = this.words
    const end = words.length
    let slot = (first & (this.capacity - 1)) * SLOT_WORDS
    while (
      words[slot + ROW_NUMBER_WORD] !== 0 &&
      (words[slot] !== first || words[slot + 1] !== second || words[slot + 2] !== third)
    ) {
      slot += SLOT_WORDS
      if (slot === end) slot = 0
    }
    return slot
  }

  private grow(): void {
    const old = this.words
    this.capacity *= this.capacity < SMALL_CAPACITY ? 4 : 2
    this.words = new Uint32Array(this.capacity * SLOT_WORDS)
    for (let at = 0; at < old.length; at += SLOT_WORDS) {
      if (old[at + ROW_NUMBER_WORD] === 0) continue
      const slot = this.find(old[at] ?? 0, old[at + 1] ?? 0, old[at + 2] ?? 0)
      this.words.set(old.subarray(at, at + SLOT_WORDS), slot)
    }
  }
}
