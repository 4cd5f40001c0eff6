/** One stored import: the version of a source's rows it made. */
export interface ImportRun {
  /** Grows with every stored import; rows name the imports they are valid from and to. */
  readonly id: number
  readonly sourceId: string
  /** The job run that imported; null when it was none. */
  readonly runId: string | null
  readonly importedAt: Date
  readonly rowCount: number
  readonly created: number
  readonly changed: number
  readonly removed: number
  /** Of all rows, whatever their order: 32 hexadecimal digits. */
  readonly checksum: string
}
