import { Injectable } from '@nestjs/common'
import {
  HeldImportStore,
  ImportDifferenceStore,
  ImportedRowStore,
  type DifferenceCounts,
  type DifferingRow,
  type ImportRun,
} from '@director/database'
import { AppError } from '@director/errors'
import { nothingHeld } from '../approval/nothing-held.js'
import { ImportSources } from '../sources/import-sources.js'
import { rowDifference, type RowDifference } from './row-difference.js'

/** One side of a comparison: what an import left, what is held, or nothing (before the first import). */
export type ComparedRows =
  | { readonly kind: 'import'; readonly importRunId: number; readonly importedAt: Date }
  | { readonly kind: 'held'; readonly heldAt: Date; readonly checksum: string }
  | { readonly kind: 'nothing' }

/** What differs between two versions of a source's rows. */
export interface ImportDifference {
  readonly source: string
  readonly from: ComparedRows
  readonly to: ComparedRows
  readonly counts: DifferenceCounts
  /** The differences, ordered by key; read from the database as they are asked for. */
  rows(): AsyncIterable<RowDifference>
}

/** Compares what two imports of a source left, or what is held with what is stored. */
@Injectable()
export class ImportDifferences {
  constructor(
    private readonly sources: ImportSources,
    private readonly imported: ImportedRowStore,
    private readonly heldImports: HeldImportStore,
    private readonly store: ImportDifferenceStore,
  ) {}

  /**
   * The difference between any two imports, in either direction.
   *
   * @param from import run; default: the one before `to`, or nothing when `to` was the first
   * @param to import run; default: the latest
   * @throws AppError `import-source.unknown`, `import.nothing-imported`, `import.unknown-run`; also when the one before
   *   was removed by housekeeping
   */
  async between(name: string, from?: number, to?: number): Promise<ImportDifference> {
    const { id } = await this.sources.stored(name)
    const after = to === undefined ? await this.latest(id, name) : await this.importRun(id, name, to)
    const before =
      from === undefined ? await this.importBefore(after, name) : await this.importRun(id, name, from)
    return this.compared(name, before, after)
  }

  /**
   * What an approval of the held import would change in the stored rows.
   *
   * @throws AppError `import-source.unknown`, `import.nothing-held`
   */
  async held(name: string): Promise<ImportDifference> {
    const { id } = await this.sources.stored(name)
    const held = await this.heldImports.find(id)
    if (held === undefined) throw nothingHeld(name)
    const { created, changed, removed, heldAt, checksum } = held
    return {
      source: name,
      from: comparedImport(await this.imported.importRunUpTo(id)),
      to: { kind: 'held', heldAt, checksum },
      counts: { created, changed, removed },
      rows: () => differences(this.store.held(id), false),
    }
  }

  private async compared(
    source: string,
    before: ImportRun | undefined,
    after: ImportRun,
  ): Promise<ImportDifference> {
    const beforeId = before?.id ?? 0
    const isReversed = beforeId > after.id
    const [earlier, later] = isReversed ? [after.id, beforeId] : [beforeId, after.id]
    const counts = await this.store.count(after.sourceId, earlier, later)
    const { created, changed, removed } = counts
    return {
      source,
      from: comparedImport(before),
      to: comparedImport(after),
      counts: isReversed ? { created: removed, changed, removed: created } : counts,
      rows: () => differences(this.store.between(after.sourceId, earlier, later), isReversed),
    }
  }

  /** Undefined when there were no rows before. */
  private async importBefore(run: ImportRun, name: string): Promise<ImportRun | undefined> {
    const before = await this.imported.importRunUpTo(run.sourceId, run.id - 1)
    const hadNoRowsBefore = run.created === run.rowCount && run.removed === 0
    if (before !== undefined || hadNoRowsBefore) return before
    throw new AppError(
      'import.unknown-run',
      `the import of "${name}" before ${run.id} is not stored any more`,
      {
        expected: `an import of "${name}" to compare with`,
        remedy: 'Housekeeping removed it; raise "importDays" or "importsKept" in its settings to keep more',
        details: { name, importRunId: run.id },
      },
    )
  }

  private async latest(sourceId: string, name: string): Promise<ImportRun> {
    const latest = await this.imported.importRunUpTo(sourceId)
    if (latest !== undefined) return latest
    throw new AppError('import.nothing-imported', `nothing was imported from "${name}" yet`, {
      remedy: 'Import the source first',
      details: { name },
    })
  }

  private async importRun(sourceId: string, name: string, wanted: number): Promise<ImportRun> {
    const found = await this.imported.importRunUpTo(sourceId, wanted)
    if (found?.id === wanted) return found
    const { id: latest } = await this.latest(sourceId, name)
    throw new AppError('import.unknown-run', `"${name}" has no import ${wanted}`, {
      expected: `the number of a stored import; the latest is ${latest}`,
      received: String(wanted),
      remedy: '`director imports history` shows the numbers; old imports are removed by housekeeping',
      details: { name, importRunId: wanted, latest },
    })
  }
}

async function* differences(
  rows: AsyncIterable<DifferingRow>,
  isReversed: boolean,
): AsyncGenerator<RowDifference> {
  for await (const row of rows) yield rowDifference(row, isReversed)
}

function comparedImport(run: ImportRun | undefined): ComparedRows {
  if (run === undefined) return { kind: 'nothing' }
  return { kind: 'import', importRunId: run.id, importedAt: run.importedAt }
}
