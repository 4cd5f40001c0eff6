import { AppError } from '@director/errors'
import type { Row, Value } from '@director/filters'
import { z } from 'zod'
import type { Lookups } from './lookups.js'

/** What a modifier sees beside its value. `memory` is what its `begin` returned for this run. */
export interface ModifierScope<Memory> {
  /** The row as the modifiers before left it. Never to be changed. */
  readonly row: Row
  readonly lookups: Lookups
  readonly memory: Memory
}

/** What a modifier of shape `row` sees: also which column is read and which is written. */
export interface RowScope<Memory> extends ModifierScope<Memory> {
  readonly property: string
  readonly target: string
}

/** What becomes of a row: `keep` writes a value to the target, `drop` rejects it, `rows` puts others in its place. */
export type RowOutcome =
  | { readonly kind: 'keep'; readonly value: Value }
  | { readonly kind: 'drop' }
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }

interface Definition<Schema extends z.ZodType, Memory> {
  /** Stable and dotted, `acme.shout`; it is stored with every import source that uses it. */
  readonly type: string
  readonly title: string
  readonly description: string
  /** Settings as the form shows them; they are parsed once and may be turned into whatever `apply` needs. */
  readonly settings: Schema
  /** Called once per run, before the first row: loads what rows are looked up in, or makes a memory. */
  readonly begin?: (settings: z.output<Schema>, lookups: Lookups) => Memory | Promise<Memory>
}

/** A modifier that turns one value into another. */
export interface ValueDefinition<Schema extends z.ZodType, Memory> extends Definition<Schema, Memory> {
  /** `value`: a list is handed over element by element. `list`: a list is handed over whole. */
  readonly shape: 'value' | 'list'
  readonly apply: (
    value: Value,
    settings: z.output<Schema>,
    scope: ModifierScope<Memory>,
  ) => Value | Promise<Value>
}

/** A modifier that decides what becomes of the row. */
export interface RowDefinition<Schema extends z.ZodType, Memory> extends Definition<Schema, Memory> {
  readonly shape: 'row'
  /**
   * What it keeps across rows: `remembers` something small of each row, or `holds` rows back until all have come.
   * Left out: nothing, so rows stream through.
   */
  readonly acrossRows?: 'remembers' | 'holds'
  readonly apply: (
    value: Value,
    settings: z.output<Schema>,
    scope: RowScope<Memory>,
  ) => RowOutcome | Promise<RowOutcome>
  /** The rows held back, when all rows have come. */
  readonly release?: (memory: Memory, settings: z.output<Schema>) => readonly Row[]
}

/** A modifier at work in one run; see {@link Modifier.configure}. */
export type ModifierRun =
  | { readonly shape: 'value' | 'list'; readonly apply: (value: Value, row: Row) => Value | Promise<Value> }
  | {
      readonly shape: 'row'
      readonly apply: (
        value: Value,
        row: Row,
        property: string,
        target: string,
      ) => RowOutcome | Promise<RowOutcome>
      readonly release: () => readonly Row[]
    }

/** A modifier as registries and pipelines know it. */
export interface Modifier {
  readonly type: string
  readonly title: string
  readonly description: string
  readonly settings: z.ZodType
  readonly shape: 'value' | 'list' | 'row'
  readonly acrossRows: 'nothing' | 'remembers' | 'holds'
  /** Parses settings; what comes back begins runs. @throws AppError `modifier.settings` naming every bad setting */
  readonly configure: (settings: unknown) => { readonly begin: (lookups: Lookups) => Promise<ModifierRun> }
}

/**
 * Defines a property modifier; built-in ones and those of extensions use exactly this.
 *
 * @example
 * defineModifier({
 *   type: 'acme.shout', title: 'Shout', description: 'Adds an exclamation mark', shape: 'value',
 *   settings: z.object({}), apply: (value) => `${textOf(value)}!`,
 * })
 */
export function defineModifier<Schema extends z.ZodType, Memory = undefined>(
  definition: ValueDefinition<Schema, Memory> | RowDefinition<Schema, Memory>,
): Modifier {
  return {
    type: definition.type,
    title: definition.title,
    description: definition.description,
    settings: definition.settings,
    shape: definition.shape,
    acrossRows: (definition.shape === 'row' ? definition.acrossRows : undefined) ?? 'nothing',
    configure: (settings) => {
      const parsed = parseSettings(definition.type, definition.settings, settings)
      return { begin: (lookups) => beginRun(definition, parsed, lookups) }
    },
  }
}

async function beginRun<Schema extends z.ZodType, Memory>(
  definition: ValueDefinition<Schema, Memory> | RowDefinition<Schema, Memory>,
  settings: z.output<Schema>,
  lookups: Lookups,
): Promise<ModifierRun> {
  // Without `begin`, Memory is undefined: nobody can have named another type for it.
  const memory = (await definition.begin?.(settings, lookups)) as Memory
  if (definition.shape !== 'row') {
    const { shape, apply } = definition
    return { shape, apply: (value, row) => apply(value, settings, { row, lookups, memory }) }
  }
  const { apply, release } = definition
  return {
    shape: 'row',
    apply: (value, row, property, target) =>
      apply(value, settings, { row, lookups, memory, property, target }),
    release: () => release?.(memory, settings) ?? [],
  }
}

function parseSettings<Schema extends z.ZodType>(
  type: string,
  schema: Schema,
  settings: unknown,
): z.output<Schema> {
  const result = schema.safeParse(withoutNulls(settings))
  if (result.success) return result.data
  const problems = result.error.issues.map((issue) => ({
    setting: issue.path.map(String).join('.'),
    problem: issue.message,
  }))
  const list = problems.map(({ setting, problem }) =>
    setting === '' ? problem : `setting "${setting}": ${problem}`,
  )
  throw new AppError('modifier.settings', `${type}: ${list.join('; ')}`, {
    expected: 'settings as described for this modifier',
    received: JSON.stringify(settings)?.slice(0, 200) ?? 'nothing',
    details: { type, problems },
  })
}

/** Director stores settings that were left empty as null; to us they are not set. */
function withoutNulls(settings: unknown): unknown {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) return settings
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null))
}
