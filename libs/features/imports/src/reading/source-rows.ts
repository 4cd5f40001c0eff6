import { Injectable } from '@nestjs/common'
import type { ImportSource } from '@director/database'
import { SourceModifiers, type ModifiedRows } from '../modifiers/source-modifiers.js'
import type { SkippedRows } from '../skipping/skipped-rows.js'
import { SourceReaders, type ReadingContext } from '../sources/source-readers.js'
import { inBatches } from './row-batches.js'

/** The rows of an import source for an import: changed by its modifiers, in batches. */
@Injectable()
export class SourceRows {
  constructor(
    private readonly readers: SourceReaders,
    private readonly modifiers: SourceModifiers,
  ) {}

  /**
   * @param skipped takes the rows that modifiers fail on, when the row policy leaves such rows out
   * @throws AppError at once for settings and modifiers that are not usable, while reading those of the source's type
   */
  of(source: ImportSource, context: ReadingContext, skipped: SkippedRows): ModifiedRows {
    const batches = inBatches(this.readers.rows(source, context), context.signal)
    return this.modifiers.modify(source, batches, {
      log: context.log,
      // Without a handler the modifiers stop at the first failing row by themselves.
      onRowError: skipped.mayBe('failedRows')
        ? (failure, row) => skipped.leaveOut(failure, row, null, 'failedRows')
        : undefined,
    })
  }
}
