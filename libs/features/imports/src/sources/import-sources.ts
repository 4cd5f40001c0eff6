import { Injectable } from '@nestjs/common'
import { ImportSourceStore, type ImportSource, type LastAttempt } from '@director/database'
import { AppError, describeError, nearestName, within, type DescribedError } from '@director/errors'
import { attemptError } from '../history/attempt-error.js'
import { stateAfter, type ImportSourceState } from '../history/source-state.js'
import { ImportSourceRegistry } from './import-source-registry.js'
import { SourceDrafts, sourceName } from './source-drafts.js'
import { rulesOf } from './source-rules.js'
import { SourceSettings } from './source-settings.js'
import { SourceUsers } from './source-users.js'

/** An import source as it is shown: secrets masked, whether its type can be read here, and what its imports came to. */
export interface ShownImportSource extends ImportSource {
  /** With defaults filled in; as it is stored when this version does not know all of it. */
  readonly rowPolicy: ImportSource['rowPolicy']
  /** With defaults filled in; as they are stored when this version does not know all of them. */
  readonly guards: ImportSource['guards']
  /** False when no installed package brings the type: the source is kept, but cannot be imported. */
  readonly installed: boolean
  /** Title of the type; the stored name when it is not installed. */
  readonly typeTitle: string
  /**
   * What is known since the latest import or check that is over and was not stopped; `failing` when guards or row
   * policy are not known to this version, whatever came of that one.
   */
  readonly state: ImportSourceState
  /** When that one began; null when there was none. */
  readonly lastAttemptAt: Date | null
  /** Since when an import waits to be approved or rejected, whatever was tried since; null when none does. */
  readonly heldAt: Date | null
  /** Why that one failed, was lost or held, or why the next one will fail; null when it is none of these. */
  readonly lastError: DescribedError | null
}

/** What operators do with import sources. Whatever is wrong is told at once, and nothing is stored then. */
@Injectable()
export class ImportSources {
  constructor(
    private readonly store: ImportSourceStore,
    private readonly registry: ImportSourceRegistry,
    private readonly settings: SourceSettings,
    private readonly drafts: SourceDrafts,
    private readonly users: SourceUsers,
  ) {}

  async list(): Promise<readonly ShownImportSource[]> {
    const [sources, attempts] = await Promise.all([this.store.list(), this.store.lastAttempts()])
    const attemptOf = new Map(attempts.map((attempt) => [attempt.sourceId, attempt]))
    return sources.map((source) => this.show(source, attemptOf.get(source.id)))
  }

  /** @throws AppError `import-source.unknown` with the nearest name */
  async get(name: string): Promise<ShownImportSource> {
    return this.showWithState(await this.stored(name))
  }

  /** Stores a new import source. @throws AppError those of {@link SourceDrafts.ofNew}, `import-source.name-taken` */
  async create(written: unknown): Promise<ShownImportSource> {
    return this.show(await this.store.create(this.drafts.ofNew(written)))
  }

  /**
   * Changes the fields that are written; see {@link SourceDrafts.ofEdit}. The type stays: its settings are those of one
   * schema. Imported rows stay until the next import.
   *
   * @param revision of the source the change was made from; default: the present one
   * @throws AppError those of {@link SourceDrafts.ofEdit}, `import-source.unknown`, `import-source.changed-meanwhile`,
   *   `import-source.name-taken`, `import-source.in-use` when a name that sync rules use would change
   */
  async edit(name: string, written: unknown, revision?: number): Promise<ShownImportSource> {
    const current = await this.stored(name)
    const changed = this.drafts.ofEdit(current, written)
    if (changed.name !== current.name) await this.users.refuseUsed(current.name)
    const edited = await this.store.edit(current.id, revision ?? current.revision, changed)
    if (edited === undefined) throw changedMeanwhile(name)
    return this.showWithState(edited)
  }

  /**
   * Stores a copy under another name, with settings, secrets and modifiers, but without imported rows. Works also when
   * the type is not installed.
   *
   * @throws AppError `import-source.unknown`, `import-source.invalid`, `import-source.name-taken`
   */
  async clone(name: string, newName: string): Promise<ShownImportSource> {
    const { id: _id, revision: _revision, createdAt: _at, updatedAt: _too, ...same } = await this.stored(name)
    return this.show(await this.store.create({ ...same, name: sourceName(newName) }))
  }

  /**
   * Deletes a source with everything imported from it.
   *
   * @throws AppError `import-source.unknown`, `import-source.in-use` naming the sync rules that read it
   */
  async delete(name: string): Promise<void> {
    await this.users.refuseUsed(name)
    if (!(await this.store.delete(name))) await this.stored(name)
  }

  /** The source as it is stored, with sealed secrets. @throws AppError `import-source.unknown` */
  async stored(name: string): Promise<ImportSource> {
    const found = await this.store.find(name)
    if (found !== undefined) return found
    const names = (await this.store.list()).map((source) => source.name)
    const nearest = nearestName(name, names)
    throw new AppError('import-source.unknown', `there is no import source "${name}"`, {
      expected: nearest === undefined ? `one of ${names.join(', ') || '(there is none)'}` : `"${nearest}"?`,
      remedy: 'Correct the name or create the import source',
      details: { name },
    })
  }

  private async showWithState(source: ImportSource): Promise<ShownImportSource> {
    const [last] = await this.store.lastAttempts(source.id)
    return this.show(source, last)
  }

  private show(source: ImportSource, last?: LastAttempt): ShownImportSource {
    const installed = this.registry.find(source.type)
    return {
      ...source,
      settings: this.settings.mask(source.type, source.settings),
      installed: installed !== undefined,
      typeTitle: installed?.type.title ?? source.type,
      state: stateAfter(last?.outcome),
      lastAttemptAt: last?.startedAt ?? null,
      heldAt: last?.heldAt ?? null,
      lastError: last === undefined ? null : attemptError(source.name, last),
      ...shownRules(source),
    }
  }
}

/** Rules that this version does not know hide no source: what is wrong with them is told in place of its state. */
function shownRules(
  source: ImportSource,
): Pick<ShownImportSource, 'guards' | 'rowPolicy'> & Partial<ShownImportSource> {
  try {
    return rulesOf(source)
  } catch (error) {
    const lastError = describeError(within(`import source "${source.name}"`, error))
    return { guards: source.guards, rowPolicy: source.rowPolicy, state: 'failing', lastError }
  }
}

function changedMeanwhile(name: string): AppError {
  return new AppError(
    'import-source.changed-meanwhile',
    `import source "${name}" was changed or deleted by somebody else meanwhile`,
    { remedy: 'Look at it again and repeat your change', details: { name } },
  )
}
