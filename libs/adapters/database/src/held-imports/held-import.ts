import type { ImportFigures } from '../imports/import-figures.js'

/** A guard that an import broke. */
export interface HeldReason {
  /** Name of the guard: `minimumRows`. */
  readonly guard: string
  /** What the guard expects and what came instead. */
  readonly message: string
}

/** An import that waits for a person: what it would change in the rows stored now. */
export interface HeldImport extends ImportFigures {
  readonly sourceId: string
  /** When these rows were first held; a later import that finds the same ones leaves it. */
  readonly heldAt: Date
  /** The latest job run that found them; null when it was none. */
  readonly runId: string | null
  /** The key column the rows were read with. */
  readonly keyColumn: string
  /** The latest import run of the source when the rows were compared; null when there was none. */
  readonly baseImportRunId: number | null
  readonly reasons: readonly HeldReason[]
  /** Rows the source would have. */
  readonly rowCount: number
  /** Of all rows the source would have, and of the key column: 32 hexadecimal digits. */
  readonly checksum: string
}
