import type { ImportSource } from '@director/database'
import type { JobLog } from '@director/kit'
import { brokenGuards, type BrokenGuard } from '../guards/broken-guards.js'
import type { ImportGuards } from '../guards/import-guards.js'
import { SeenColumns } from '../reading/seen-columns.js'
import { SkippedRows } from '../skipping/skipped-rows.js'
import { rulesOf } from '../sources/source-rules.js'
import { hasChanges, type ImportOutcome } from './import-outcome.js'
import { RowComparison } from './row-comparison.js'
import { RowPreparation } from './row-preparation.js'

/** What an import knows of the rows it read: also told when it failed or was stopped on its way. */
export class ImportFindings {
  readonly skipped: SkippedRows
  readonly columns: SeenColumns
  readonly preparation: RowPreparation
  readonly comparison: RowComparison
  private readonly guards: ImportGuards

  /** @throws AppError `import-source.unknown-rules` */
  constructor(
    private readonly source: ImportSource,
    log: JobLog,
  ) {
    const { guards, rowPolicy } = rulesOf(source)
    this.guards = guards
    this.skipped = new SkippedRows(rowPolicy, log)
    this.columns = new SeenColumns(this.guards.requiredColumns)
    this.preparation = new RowPreparation(source.keyColumn, this.skipped, this.columns)
    this.comparison = new RowComparison(source.keyColumn, this.skipped)
  }

  /** What was found when all rows were read, before anything came of it. */
  outcome(): ImportOutcome {
    const { rows, removed, checksum, counts } = this.comparison
    const found: ImportOutcome = {
      source: this.source.name,
      rows,
      ...counts,
      removed,
      skipped: this.skipped.count,
      checksum,
      importRunId: undefined,
      brokenGuards: [],
    }
    return hasChanges(found) ? { ...found, brokenGuards: this.brokenGuards() } : found
  }

  private brokenGuards(): readonly BrokenGuard[] {
    const { rows, rowsBefore } = this.comparison
    return brokenGuards(this.guards, { rows, rowsBefore, columnsWithValues: this.columns.withValues })
  }
}
