import { Injectable } from '@nestjs/common'
import {
  DataListEntryStore,
  ImportedRowStore,
  ImportSourceStore,
  type ImportSource,
} from '@director/database'
import type { JobLog } from '@director/kit'
import {
  compilePipeline,
  modifyRows,
  type ModifierStep,
  type PipelineRun,
  type Row as ModifiedRow,
  type RowErrorHandler,
} from '@director/modifiers'
import { StoredModifiers } from '../sources/import-source-input.js'
import { ImportLookups } from './import-lookups.js'
import { InstalledModifiers } from './installed-modifiers.js'

/** The rows of a source on their way to the comparison. */
export interface ModifiedRows {
  readonly batches: AsyncIterable<readonly ModifiedRow[]>
  /** What a row's number counts, for messages: rows of the source, or what the modifiers made of them. */
  readonly rowName: 'row' | 'modified row'
}

/** Applies the property modifiers of an import source to its rows as they stream by. */
@Injectable()
export class SourceModifiers {
  constructor(
    private readonly installed: InstalledModifiers,
    private readonly sources: ImportSourceStore,
    private readonly rows: ImportedRowStore,
    private readonly dataLists: DataListEntryStore,
  ) {}

  /** Finds what is wrong with modifiers before they are stored. @throws AppError naming the modifier */
  check(steps: readonly ModifierStep[]): void {
    compilePipeline(steps, this.installed)
  }

  /** Columns the modifiers write, without repetition. @throws AppError naming the modifier */
  targets(source: Pick<ImportSource, 'modifiers'>): readonly string[] {
    return compilePipeline(StoredModifiers.parse(source.modifiers), this.installed).targets
  }

  /**
   * Makes the modifiers ready for rows that are pushed by the caller, for previews.
   *
   * @throws AppError naming the modifier, when it is not usable or what it looks up is missing
   */
  begin(source: Pick<ImportSource, 'modifiers'>, onRowError: RowErrorHandler): Promise<PipelineRun> {
    const pipeline = compilePipeline(StoredModifiers.parse(source.modifiers), this.installed)
    return pipeline.begin({ lookups: this.lookups(), onRowError })
  }

  /**
   * @param batches belong to the import: their rows are changed in place
   * @param options `onRowError`: takes rows that a modifier fails on; undefined: the first one ends the import
   * @throws AppError while reading, with row number and modifier in front
   */
  modify(
    source: ImportSource,
    batches: AsyncIterable<readonly ModifiedRow[]>,
    { log, onRowError }: { readonly log: JobLog; readonly onRowError: RowErrorHandler | undefined },
  ): ModifiedRows {
    const steps = StoredModifiers.parse(source.modifiers)
    if (steps.length === 0) return { batches, rowName: 'row' }
    const pipeline = compilePipeline(steps, this.installed)
    for (const { place } of pipeline.acrossRows.filter(({ kind }) => kind === 'holds')) {
      log.warn('a modifier holds all rows in memory until the last one came', { modifier: place })
    }
    const keepsRows =
      onRowError === undefined && steps.every(({ type }) => this.installed.get(type).shape !== 'row')
    return {
      batches: modifyRows(pipeline, batches, { lookups: this.lookups(), onRowError, ownsRows: true }),
      rowName: keepsRows ? 'row' : 'modified row',
    }
  }

  // New for every import: it remembers the answers of name servers.
  private lookups(): ImportLookups {
    return new ImportLookups(this.sources, this.rows, this.dataLists)
  }
}
