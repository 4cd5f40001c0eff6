import type { Row } from '@director/kit'
import type { Row as ModifiedRow } from '@director/modifiers'
import type { RowProblem } from './row-check.js'

/** What the modifiers made of something, and why an import would fail on it, or skip it. */
export interface ModifiedSample {
  readonly modified: readonly ModifiedRow[]
  readonly problems: readonly RowProblem[]
}

/**
 * A row of the source with what the modifiers made of it: nothing when a modifier rejected or held it or failed on it,
 * several rows when one expanded it.
 */
export interface PreviewedRow extends ModifiedSample {
  /** Counted from 1. */
  readonly number: number
  readonly raw: Row
}

/** The first rows of a source, before and after its modifiers. */
export interface PreviewedSource {
  readonly source: string
  readonly keyColumn: string
  readonly rows: readonly PreviewedRow[]
  /** What modifiers that hold rows until the last one came (grouping) made of these rows alone. */
  readonly gathered: ModifiedSample
  /** True when the source has no more rows than these. */
  readonly isWhole: boolean
  /** Why reading ended early; undefined when it did not. */
  readonly failure: RowProblem | undefined
}
