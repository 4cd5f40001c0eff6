import { Injectable } from '@nestjs/common'
import { ImportAttemptStore, type ImportSource } from '@director/database'
import { describeError, within, type DescribedError } from '@director/errors'
import { SourceModifiers } from '../modifiers/source-modifiers.js'
import { ImportSources } from '../sources/import-sources.js'
import { SourceReaders, type ReadingContext } from '../sources/source-readers.js'

/** The columns of a source, to choose from. */
export interface ColumnsOfSource {
  readonly source: string
  /** Those of the source and those its modifiers write; sorted, each once. */
  readonly columns: readonly string[]
  /** `history`: the source could not be asked, so these had a value when it was last read. */
  readonly from: 'source' | 'history'
  /** Why the source could not be asked. */
  readonly problem: Omit<DescribedError, 'stack'> | undefined
}

/** Tells which columns a source has, for the key column, modifiers and sync properties. */
@Injectable()
export class SourceColumns {
  constructor(
    private readonly sources: ImportSources,
    private readonly readers: SourceReaders,
    private readonly modifiers: SourceModifiers,
    private readonly attempts: ImportAttemptStore,
  ) {}

  /**
   * @throws AppError `import-source.unknown`; when the source cannot be asked and was never read, those of its type;
   *   those of modifiers that are not usable
   * @see Director: columns of the source and all modifier targets; there a source that fails has none
   */
  async of(name: string, context: ReadingContext): Promise<ColumnsOfSource> {
    const source = await this.sources.stored(name)
    const targets = this.targets(source)
    try {
      const columns = sorted([...(await this.readers.columns(source, context)), ...targets])
      return { source: name, columns, from: 'source', problem: undefined }
    } catch (error) {
      context.signal.throwIfAborted()
      const failure = within(`import source "${name}"`, error)
      const seen = await this.attempts.latestColumns(source.id)
      if (seen.length === 0) throw failure
      const { stack: _stack, ...problem } = describeError(failure)
      return { source: name, columns: sorted([...seen, ...targets]), from: 'history', problem }
    }
  }

  private targets(source: ImportSource): readonly string[] {
    try {
      return this.modifiers.targets(source)
    } catch (error) {
      throw within(`import source "${source.name}"`, error)
    }
  }
}

function sorted(columns: readonly string[]): readonly string[] {
  return [...new Set(columns)].sort()
}
