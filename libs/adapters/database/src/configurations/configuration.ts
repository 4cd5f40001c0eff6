/** One rendered file; the path is relative, with `/`. */
export interface StoredFile {
  readonly path: string
  /** SHA-256 of the content, hexadecimal. */
  readonly checksum: string
  readonly content: string
}

/** A whole configuration, to be stored. */
export interface WrittenConfiguration {
  /** SHA-256 over path and checksum of every file, sorted by path. */
  readonly checksum: string
  readonly objectCount: number
  readonly files: readonly StoredFile[]
}

/** A stored configuration without its files. */
export interface StoredConfiguration {
  readonly checksum: string
  /** The latest time this very configuration came out. */
  readonly renderedAt: Date
  readonly objectCount: number
  readonly fileCount: number
}

/** What storing came to. */
export interface StoringResult {
  readonly isNew: boolean
  /** Files no stored configuration had before. */
  readonly newFileCount: number
}
