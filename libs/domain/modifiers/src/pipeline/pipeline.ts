import { AppError } from '@director/errors'
import { excerptOf, isObject, type Row } from '@director/filters'
import type { Lookups } from '../lookups.js'
import type { ModifierRegistry } from '../registry.js'
import { ownRow, type Batch, type RowErrorHandler } from './batch.js'
import { compileStep, type ModifierStep, type StepRun } from './step.js'

/** What a run of the modifiers needs. */
export interface PipelineOptions {
  readonly lookups: Lookups
  /** Left out: the first failing row ends the import. */
  readonly onRowError?: RowErrorHandler | undefined
  /** True when the rows given may be changed in place, which saves a copy of each. Default: they stay as they are. */
  readonly ownsRows?: boolean | undefined
}

/** The property modifiers of an import source, made ready. Keeps nothing of any run. */
export interface Pipeline {
  /** Columns the modifiers write, without repetition. */
  readonly targets: readonly string[]
  /** Steps that keep something across rows, for hints on memory; empty when rows just stream through. */
  readonly acrossRows: readonly { readonly place: string; readonly kind: 'remembers' | 'holds' }[]
  begin(options: PipelineOptions): Promise<PipelineRun>
}

/** The modifiers at work on the rows of one import, batch by batch. */
export interface PipelineRun {
  /** Modifies the next rows. Only look-ups make it return a promise. */
  push(rows: readonly Row[]): readonly Row[] | Promise<readonly Row[]>
  /** To be called once, after the last rows: gives what was held back. */
  end(): Promise<readonly Row[]>
}

/**
 * Makes property modifiers ready: settings, columns, filters and patterns are parsed here, once.
 *
 * Steps apply in the order given. Rows that modifiers put in the place of one row follow one another at that place.
 *
 * @throws AppError naming the modifier and its setting
 * @see Director: modifiers are applied in order of their priority, each seeing what those before left
 */
export function compilePipeline(steps: readonly ModifierStep[], registry: ModifierRegistry): Pipeline {
  const compiled = steps.map((step, index) => compileStep(step, index + 1, registry))
  return {
    targets: [...new Set(compiled.map((step) => step.target))],
    acrossRows: compiled.flatMap(({ place, acrossRows: kind }) =>
      kind === 'nothing' ? [] : [{ place, kind }],
    ),
    begin: async ({ lookups, onRowError, ownsRows }) => {
      const runs: StepRun[] = []
      for (const step of compiled) runs.push(await step.begin(lookups))
      return new StepwiseRun(runs, onRowError, ownsRows === true)
    },
  }
}

class StepwiseRun implements PipelineRun {
  private rowsSeen = 0

  constructor(
    private readonly steps: readonly StepRun[],
    private readonly onRowError: RowErrorHandler | undefined,
    private readonly ownsRows: boolean,
  ) {}

  push(rows: readonly Row[]): readonly Row[] | Promise<readonly Row[]> {
    const numbers = rows.map((row) => {
      this.rowsSeen += 1
      assertObject(row, this.rowsSeen)
      return this.rowsSeen
    })
    const batch = this.passFrom(0, { rows: this.ownsRows ? rows : rows.map(ownRow), numbers })
    return batch instanceof Promise ? batch.then((done) => done.rows) : batch.rows
  }

  async end(): Promise<readonly Row[]> {
    const released: Row[] = []
    for (const [index, step] of this.steps.entries()) {
      const batch = step.release()
      if (batch.rows.length === 0) continue
      const done = await this.passFrom(index + 1, batch)
      for (const row of done.rows) released.push(row)
    }
    return released
  }

  private passFrom(first: number, batch: Batch): Batch | Promise<Batch> {
    let current = batch
    for (let index = first; index < this.steps.length; index += 1) {
      const result = this.steps[index]?.push(current, this.onRowError) ?? current
      if (result instanceof Promise) return result.then((done) => this.passFrom(index + 1, done))
      current = result
    }
    return current
  }
}

function assertObject(row: Row, rowNumber: number): void {
  if (isObject(row)) return
  throw new AppError('row.not-an-object', `row ${rowNumber} is not an object`, {
    expected: 'an object: column names and values',
    received: excerptOf(row),
  })
}

/**
 * Modifies a stream of batches; the order of rows stays, and no more than a batch is held unless a modifier says so.
 */
export async function* modifyRows(
  pipeline: Pipeline,
  batches: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>,
  options: PipelineOptions,
): AsyncGenerator<readonly Row[], void, undefined> {
  const run = await pipeline.begin(options)
  for await (const batch of batches) {
    const modified = run.push(batch)
    const rows = modified instanceof Promise ? await modified : modified
    if (rows.length > 0) yield rows
  }
  const held = await run.end()
  if (held.length > 0) yield held
}
