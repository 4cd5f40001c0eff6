import { Injectable } from '@nestjs/common'
import { ImportSourceStore, type ImportSource, type WrittenImportSource } from '@director/database'
import { AppError, nearestName, problemLine, problemsOf, within, type Problem } from '@director/errors'
import type { z } from 'zod'
import { IMPORT_SOURCE_FIELDS, ImportSourceEdit, NewImportSource } from './import-source-input.js'
import { ImportSourceRegistry } from './import-source-registry.js'
import { SourceModifiers } from '../modifiers/source-modifiers.js'
import { SourceSettings } from './source-settings.js'
import { SourceUsers } from './source-users.js'

/** An import source as it is shown: secrets masked, and whether its type can be read here. */
export interface ShownImportSource extends ImportSource {
  /** False when no installed package brings the type: the source is kept, but cannot be imported. */
  readonly installed: boolean
  /** Title of the type; the stored name when it is not installed. */
  readonly typeTitle: string
}

/** What operators do with import sources. Whatever is wrong is told at once, and nothing is stored then. */
@Injectable()
export class ImportSources {
  constructor(
    private readonly store: ImportSourceStore,
    private readonly registry: ImportSourceRegistry,
    private readonly settings: SourceSettings,
    private readonly modifiers: SourceModifiers,
    private readonly users: SourceUsers,
  ) {}

  async list(): Promise<readonly ShownImportSource[]> {
    return (await this.store.list()).map((source) => this.show(source))
  }

  /** @throws AppError `import-source.unknown` with the nearest name */
  async get(name: string): Promise<ShownImportSource> {
    return this.show(await this.stored(name))
  }

  /**
   * Stores a new import source. Without a key column the one its type suggests is taken.
   *
   * @throws AppError `import-source.invalid` with every problem, `import-source-type.not-installed`,
   *   `import-source.name-taken`; those of its modifiers, such as `modifier.settings`
   */
  async create(written: unknown): Promise<ShownImportSource> {
    const input = parsed(NewImportSource, written)
    const { type, name } = input
    const { suggestedKeyColumn } = this.registry.get(type).type
    const settings = input.settings ?? {}
    const keyColumn = input.keyColumn ?? suggestedKeyColumn
    refuse(name, [
      ...(keyColumn === undefined ? [NO_KEY_COLUMN] : []),
      ...this.settings.problems(type, settings),
    ])
    this.checkModifiers(name, input.modifiers)
    const created = await this.store.create({
      name,
      type,
      keyColumn: keyColumn ?? '',
      settings: this.settings.seal(type, settings),
      modifiers: input.modifiers ?? [],
      description: input.description ?? '',
    })
    return this.show(created)
  }

  /**
   * Changes the fields that are written. `settings` replaces all settings; a masked secret keeps what is stored. The
   * type stays: its settings are those of one schema. Imported rows stay until the next import.
   *
   * @param revision of the source the change was made from; default: the present one
   * @throws AppError those of {@link create}, `import-source.unknown`, `import-source.type-fixed`,
   *   `import-source.changed-meanwhile`, `import-source.in-use` when a name that sync rules use would change
   */
  async edit(name: string, written: unknown, revision?: number): Promise<ShownImportSource> {
    const current = await this.stored(name)
    const input = parsed(ImportSourceEdit, written, name)
    refuseOtherType(current, input.type)
    if (input.name !== undefined && input.name !== current.name) await this.users.refuseUsed(current.name)
    this.checkModifiers(name, input.modifiers)
    const changed: WrittenImportSource = {
      name: input.name ?? current.name,
      type: current.type,
      keyColumn: input.keyColumn ?? current.keyColumn,
      settings: input.settings === undefined ? current.settings : this.sealed(current, input.settings),
      modifiers: input.modifiers ?? current.modifiers,
      description: input.description ?? current.description,
    }
    const edited = await this.store.edit(current.id, revision ?? current.revision, changed)
    if (edited === undefined) throw changedMeanwhile(name)
    return this.show(edited)
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

  private checkModifiers(name: string, modifiers: ImportSourceEdit['modifiers']): void {
    try {
      this.modifiers.check(modifiers ?? [])
    } catch (error) {
      throw within(`import source "${name}"`, error)
    }
  }

  private sealed(current: ImportSource, written: Readonly<Record<string, unknown>>) {
    const opened = this.settings.withStoredSecrets(current.type, written, current.settings)
    refuse(current.name, this.settings.problems(current.type, opened))
    return this.settings.seal(current.type, opened)
  }

  private show(source: ImportSource): ShownImportSource {
    const installed = this.registry.find(source.type)
    return {
      ...source,
      settings: this.settings.mask(source.type, source.settings),
      installed: installed !== undefined,
      typeTitle: installed?.type.title ?? source.type,
    }
  }
}

const NO_KEY_COLUMN: Problem = {
  place: 'keyColumn',
  expected: 'the column whose values identify the rows',
  received: 'nothing',
}

function parsed<Schema extends z.ZodType>(schema: Schema, written: unknown, name?: string): z.output<Schema> {
  const result = schema.safeParse(written)
  if (result.success) return result.data
  const problems = problemsOf(result.error, {
    input: written,
    knownNames: (path) => (path.length === 0 ? IMPORT_SOURCE_FIELDS : []),
    isSecret: ([field]) => field === 'settings',
  })
  throw invalid(String(Object(written).name ?? name ?? ''), problems)
}

function refuse(name: string, problems: readonly Problem[]): void {
  if (problems.length > 0) throw invalid(name, problems)
}

function invalid(name: string, problems: readonly Problem[]): AppError {
  return new AppError(
    'import-source.invalid',
    `import source "${name}": ${problems.map(problemLine).join('; ')}`,
    {
      details: { problems },
    },
  )
}

function refuseOtherType(current: ImportSource, type: string | undefined): void {
  if (type === undefined || type === current.type) return
  throw new AppError(
    'import-source.type-fixed',
    `import source "${current.name}": its type cannot be changed`,
    {
      expected: `"${current.type}"`,
      received: `"${type}"`,
      remedy: 'Create a new import source of the other type and delete this one',
    },
  )
}

function changedMeanwhile(name: string): AppError {
  return new AppError(
    'import-source.changed-meanwhile',
    `import source "${name}" was changed or deleted by somebody else meanwhile`,
    { remedy: 'Look at it again and repeat your change', details: { name } },
  )
}
