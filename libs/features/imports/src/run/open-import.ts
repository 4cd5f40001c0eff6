import type { ImportSource, Transaction } from '@director/database'
import type { ImportContext } from './import-context.js'
import type { ImportFindings } from './import-findings.js'

/** An import under way. */
export interface OpenImport {
  readonly transaction: Transaction
  readonly source: ImportSource
  readonly context: ImportContext
  readonly findings: ImportFindings
}
