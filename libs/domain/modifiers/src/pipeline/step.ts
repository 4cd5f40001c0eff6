import { AppError, within } from '@director/errors'
import { compileRowFilter, parseFilter } from '@director/filters'
import type { ModifierRun } from '../define-modifier.js'
import type { Lookups } from '../lookups.js'
import type { ModifierRegistry } from '../registry.js'
import { ownRow, type Batch, type RowErrorHandler, type StepContext } from './batch.js'
import { compileColumn } from './column-path.js'
import { RowPass } from './row-pass.js'
import { eachElement, ValuePass } from './value-pass.js'

/** One property modifier as an import source stores it. */
export interface ModifierStep {
  readonly type: string
  readonly settings: unknown
  /** Column that is read; `a.b` reads nested objects. */
  readonly property: string
  /** Column that is written; left out or empty: the one that is read. */
  readonly target?: string | null | undefined
  /** Only rows matching this filter are modified; left out or empty: all. */
  readonly filter?: string | null | undefined
}

/** A step whose settings, columns and filter are parsed. */
export interface CompiledStep {
  readonly place: string
  readonly property: string
  readonly target: string
  readonly acrossRows: 'nothing' | 'remembers' | 'holds'
  readonly begin: (lookups: Lookups) => Promise<StepRun>
}

/** A step at work in one run. */
export interface StepRun {
  readonly push: (batch: Batch, onRowError: RowErrorHandler | undefined) => Batch | Promise<Batch>
  readonly release: () => Batch
}

/**
 * Parses one step: everything that can be wrong with it is found here, before the first row.
 *
 * @throws AppError naming the step (`modifier 2 (director.trim on "hostname"): …`)
 */
export function compileStep(step: ModifierStep, position: number, registry: ModifierRegistry): CompiledStep {
  const place = `modifier ${position} (${step.type} on "${step.property}")`
  try {
    const modifier = registry.get(step.type)
    const target = targetOf(step)
    const test = step.filter ? compileRowFilter(parseFilter(step.filter), { networks: true }) : undefined
    const configured = modifier.configure(step.settings)
    const read = compileColumn(step.property)
    const context: StepContext = { place, property: step.property, target, read, test }
    return {
      place,
      property: step.property,
      target,
      acrossRows: modifier.acrossRows,
      begin: async (lookups) => {
        try {
          return runOf(await configured.begin(lookups), context)
        } catch (error) {
          throw within(place, error)
        }
      },
    }
  } catch (error) {
    throw within(place, error)
  }
}

function targetOf(step: ModifierStep): string {
  const target = step.target ? step.target : step.property
  if (!target.includes('.') && target !== '__proto__') return target
  throw new AppError('modifier.nested-target', `cannot write to the column "${target}"`, {
    expected: 'a target property without a dot',
    received: target,
    remedy: 'Name a target property.',
  })
}

function runOf(run: ModifierRun, context: StepContext): StepRun {
  if (run.shape === 'row') {
    return {
      push: (batch, onRowError) => new RowPass(run.apply, context, onRowError).push(batch),
      release: () => {
        const rows = run.release().map(ownRow)
        return { rows, numbers: rows.map(() => 0) }
      },
    }
  }
  const apply = run.shape === 'list' ? run.apply : eachElement(run.apply)
  return {
    push: (batch, onRowError) => new ValuePass(apply, context, batch, onRowError).work(0),
    release: () => ({ rows: [], numbers: [] }),
  }
}
