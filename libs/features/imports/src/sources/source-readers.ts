import { Injectable } from '@nestjs/common'
import type { ImportSource } from '@director/database'
import type { ImportSourceContext, JobLog, Row } from '@director/kit'
import { ImportSourceRegistry } from './import-source-registry.js'
import { SourceSettings } from './source-settings.js'

/** What decides how a source is read: its type and its settings as they are stored. */
export type ReadableSource = Pick<ImportSource, 'type' | 'settings'>

/** What whoever reads a source gives it: where to log, and how it is told to stop. */
export interface ReadingContext {
  readonly signal: AbortSignal
  readonly log: JobLog
}

/** Reads import sources with the class their type brought. */
@Injectable()
export class SourceReaders {
  constructor(
    private readonly registry: ImportSourceRegistry,
    private readonly settings: SourceSettings,
  ) {}

  /**
   * All rows as they come, one by one or some at a time.
   *
   * @throws AppError those of {@link SourceSettings.parse}; while reading those of its type
   */
  rows(source: ReadableSource, context: ReadingContext): AsyncIterable<Row | readonly Row[]> {
    return this.registry.get(source.type).reader().rows(this.contextOf(source, context))
  }

  /** Names of the columns, for suggestions. @throws AppError as {@link rows} */
  columns(source: ReadableSource, context: ReadingContext): Promise<readonly string[]> {
    return this.registry.get(source.type).reader().columns(this.contextOf(source, context))
  }

  private contextOf(source: ReadableSource, { signal, log }: ReadingContext): ImportSourceContext<never> {
    // The schema of the reader's own type made these settings.
    return { settings: this.settings.parse(source.type, source.settings) as never, signal, log }
  }
}
