import { Injectable } from '@nestjs/common'
import type { ImportSource, WrittenImportSource } from '@director/database'
import { AppError, problemLine, problemsOf, within, type Problem } from '@director/errors'
import type { z } from 'zod'
import { SourceModifiers } from '../modifiers/source-modifiers.js'
import { importSourceNames, ImportSourceEdit, NewImportSource } from './import-source-input.js'
import { ImportSourceRegistry } from './import-source-registry.js'
import { SourceSettings } from './source-settings.js'

/** Makes of what operators write what the store keeps: checked, secrets sealed. Stores nothing. */
@Injectable()
export class SourceDrafts {
  constructor(
    private readonly registry: ImportSourceRegistry,
    private readonly settings: SourceSettings,
    private readonly modifiers: SourceModifiers,
  ) {}

  /**
   * A new import source. Without a key column the one its type suggests is taken.
   *
   * @throws AppError `import-source.invalid` with every problem, `import-source-type.not-installed`; those of its
   *   modifiers, such as `modifier.settings`
   */
  ofNew(written: unknown): WrittenImportSource {
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
    return {
      name,
      type,
      keyColumn: keyColumn ?? '',
      settings: this.settings.seal(type, settings),
      modifiers: input.modifiers ?? [],
      rowPolicy: input.rowPolicy ?? {},
      guards: input.guards ?? {},
      description: input.description ?? '',
    }
  }

  /**
   * A stored source with the fields that are written. `settings`, `rowPolicy` and `guards` replace what is stored as
   * a whole; a masked secret keeps what is stored.
   *
   * @throws AppError those of {@link ofNew}, `import-source.type-fixed`
   */
  ofEdit(current: ImportSource, written: unknown): WrittenImportSource {
    const input = parsed(ImportSourceEdit, written, current.name)
    refuseOtherType(current, input.type)
    this.checkModifiers(current.name, input.modifiers)
    return {
      name: input.name ?? current.name,
      type: current.type,
      keyColumn: input.keyColumn ?? current.keyColumn,
      settings: input.settings === undefined ? current.settings : this.sealed(current, input.settings),
      modifiers: input.modifiers ?? current.modifiers,
      rowPolicy: input.rowPolicy ?? current.rowPolicy,
      guards: input.guards ?? current.guards,
      description: input.description ?? current.description,
    }
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
}

/** A name for an import source. @throws AppError `import-source.invalid` */
export function sourceName(written: unknown): string {
  return parsed(NewImportSource.pick({ name: true }), { name: written }).name
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
    knownNames: importSourceNames,
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
