import { Injectable } from '@nestjs/common'
import { ImportSourceStore, type WrittenImportSource } from '@director/database'
import { AppError, within } from '@director/errors'
import { eachRow } from '../reading/row-batches.js'
import { SourceModifiers } from '../modifiers/source-modifiers.js'
import { ImportSources } from '../sources/import-sources.js'
import { SourceDrafts } from '../sources/source-drafts.js'
import { rulesOf } from '../sources/source-rules.js'
import { SourceReaders, type ReadingContext } from '../sources/source-readers.js'
import { modifySample } from './modify-sample.js'
import type { PreviewedSource } from './previewed-source.js'
import { readSample } from './read-sample.js'
import { problemFrom, RowCheck } from './row-check.js'

/** Rows read when nothing else is said. */
export const PREVIEWED_ROWS = 10
/** A preview is held in memory and looked at by people. */
const MOST_PREVIEWED_ROWS = 1_000

/** How much is read, and by whom. */
export interface PreviewOptions extends ReadingContext {
  /** 1 to 1000; default {@link PREVIEWED_ROWS}. */
  readonly rows?: number | undefined
}

/** Shows what an import would get: reads the first rows live, applies the modifiers, stores nothing. */
@Injectable()
export class ImportPreview {
  constructor(
    private readonly store: ImportSourceStore,
    private readonly sources: ImportSources,
    private readonly drafts: SourceDrafts,
    private readonly readers: SourceReaders,
    private readonly modifiers: SourceModifiers,
  ) {}

  /**
   * The first rows of a stored source.
   *
   * @throws AppError `import-source.unknown`, `usage.bad-number`; with the source's name in front those of its type when
   *   it gives no row at all, and those of modifiers that cannot begin
   */
  async preview(name: string, options: PreviewOptions): Promise<PreviewedSource> {
    return this.previewOf(await this.sources.stored(name), options)
  }

  /**
   * The first rows as a definition that is not stored yet would give them. When a source of its name is stored, the
   * definition is a change of that one: fields left out and masked secrets are those that are stored.
   *
   * @param name of the stored source; default: the name that is written
   * @throws AppError those of {@link preview} and of `ImportSources.create` or `edit`
   */
  async previewDraft(written: unknown, options: PreviewOptions, name?: string): Promise<PreviewedSource> {
    const writtenName: unknown = Object(written).name
    const current =
      name === undefined ? await this.store.find(String(writtenName)) : await this.sources.stored(name)
    const draft = current === undefined ? this.drafts.ofNew(written) : this.drafts.ofEdit(current, written)
    return this.previewOf(draft, options)
  }

  private async previewOf(source: WrittenImportSource, options: PreviewOptions): Promise<PreviewedSource> {
    const limit = checkedLimit(options.rows ?? PREVIEWED_ROWS)
    try {
      return await this.read(source, limit, options)
    } catch (error) {
      options.signal.throwIfAborted()
      throw within(`import source "${source.name}"`, error)
    }
  }

  private async read(
    source: WrittenImportSource,
    limit: number,
    { signal, log }: PreviewOptions,
  ): Promise<PreviewedSource> {
    const { missingKeys } = rulesOf(source).rowPolicy
    const sample = await readSample(
      (signal) => eachRow(this.readers.rows(source, { signal, log })),
      limit,
      signal,
    )
    const modified = await modifySample(
      sample.rows,
      (onRowError) => this.modifiers.begin(source, onRowError),
      new RowCheck(source.keyColumn, missingKeys),
    )
    return {
      source: source.name,
      keyColumn: source.keyColumn,
      ...modified,
      isWhole: sample.isWhole,
      failure: sample.failure === undefined ? undefined : problemFrom(sample.failure),
    }
  }
}

function checkedLimit(rows: number): number {
  if (Number.isInteger(rows) && rows >= 1 && rows <= MOST_PREVIEWED_ROWS) return rows
  throw new AppError('usage.bad-number', 'the number of rows to preview is not usable', {
    expected: `a whole number from 1 to ${MOST_PREVIEWED_ROWS}`,
    received: String(rows),
  })
}
