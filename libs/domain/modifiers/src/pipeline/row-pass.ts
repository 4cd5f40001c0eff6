import { setProperty, type Value } from '@director/filters'
import type { RowOutcome } from '../define-modifier.js'
import {
  BatchBuilder,
  failRow,
  ownRow,
  type Batch,
  type OwnRow,
  type RowErrorHandler,
  type StepContext,
} from './batch.js'

type Decide = (
  value: Value,
  row: OwnRow,
  property: string,
  target: string,
) => RowOutcome | Promise<RowOutcome>

/** One batch through a modifier of shape `row`: rows are kept, dropped or replaced by others at their place. */
export class RowPass {
  private readonly result = new BatchBuilder()

  constructor(
    private readonly decide: Decide,
    private readonly context: StepContext,
    private readonly onRowError: RowErrorHandler | undefined,
  ) {}

  push(batch: Batch): Batch | Promise<Batch> {
    return this.work(batch, 0)
  }

  /** Rows are decided strictly one after the other, since a decision may depend on the rows before. */
  private work(batch: Batch, from: number): Batch | Promise<Batch> {
    const { read, property, target, test } = this.context
    for (let index = from; index < batch.rows.length; index += 1) {
      const row = batch.rows[index]
      if (row === undefined) continue
      const rowNumber = batch.numbers[index] ?? 0
      try {
        if (test !== undefined && !test(row)) {
          this.result.add(row, rowNumber)
          continue
        }
        const outcome = this.decide(read(row), row, property, target)
        if (outcome instanceof Promise) return this.workLater(outcome, row, batch, index)
        this.settle(outcome, row, rowNumber)
      } catch (error) {
        failRow(error, this.context.place, rowNumber, this.onRowError)
      }
    }
    return this.result.finish()
  }

  private async workLater(
    pending: Promise<RowOutcome>,
    row: OwnRow,
    batch: Batch,
    index: number,
  ): Promise<Batch> {
    const rowNumber = batch.numbers[index] ?? 0
    try {
      this.settle(await pending, row, rowNumber)
    } catch (error) {
      failRow(error, this.context.place, rowNumber, this.onRowError)
    }
    return this.work(batch, index + 1)
  }

  private settle(outcome: RowOutcome, row: OwnRow, rowNumber: number): void {
    if (outcome.kind === 'keep') {
      setProperty(row, this.context.target, outcome.value)
      this.result.add(row, rowNumber)
    } else if (outcome.kind === 'rows') {
      for (const replacement of outcome.rows) this.result.add(ownRow(replacement), rowNumber)
    }
  }
}
