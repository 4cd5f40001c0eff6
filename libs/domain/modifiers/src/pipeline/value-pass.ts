import { isList, setProperty, type Value } from '@director/filters'
import { failRow, type Batch, type OwnRow, type RowErrorHandler, type StepContext } from './batch.js'

/** Look-ups that run at the same time within one step. */
const CONCURRENT_LOOKUPS = 64

type Apply = (value: Value, row: OwnRow) => Value | Promise<Value>

/** One batch through a modifier of shape `value` or `list`: rows keep their places, columns are set in place. */
export class ValuePass {
  private readonly failed = new Set<number>()

  constructor(
    private readonly apply: Apply,
    private readonly context: StepContext,
    private readonly batch: Batch,
    private readonly onRowError: RowErrorHandler | undefined,
  ) {}

  /** Modifies the rows from an index on; a promise only when a look-up needs one. */
  work(from: number): Batch | Promise<Batch> {
    const { read, target, test } = this.context
    const { rows } = this.batch
    let pending: Promise<void>[] | undefined
    for (let index = from; index < rows.length; index += 1) {
      const row = rows[index]
      if (row === undefined) continue
      try {
        if (test !== undefined && !test(row)) continue
        const result = this.apply(read(row), row)
        if (result instanceof Promise) {
          pending ??= []
          pending.push(this.settle(result, row, index))
          if (pending.length === CONCURRENT_LOOKUPS)
            return Promise.all(pending).then(() => this.work(index + 1))
        } else row[target] = result
      } catch (error) {
        this.fail(error, index)
      }
    }
    return pending === undefined ? this.finish() : Promise.all(pending).then(() => this.finish())
  }

  private async settle(result: Promise<Value>, row: OwnRow, index: number): Promise<void> {
    try {
      setProperty(row, this.context.target, await result)
    } catch (error) {
      this.fail(error, index)
    }
  }

  private fail(error: unknown, index: number): void {
    failRow(error, this.context.place, this.batch.numbers[index] ?? 0, this.onRowError)
    this.failed.add(index)
  }

  private finish(): Batch {
    if (this.failed.size === 0) return this.batch
    const isGood = (_item: unknown, index: number): boolean => !this.failed.has(index)
    return { rows: this.batch.rows.filter(isGood), numbers: this.batch.numbers.filter(isGood) }
  }
}

/**
 * Applies a modifier to every element when the value is a list.
 *
 * @see Director: modifiers without list support
 */
export function eachElement(apply: Apply): Apply {
  return (value, row) => {
    if (!isList(value)) return apply(value, row)
    const results: Value[] = []
    for (const [index, element] of value.entries()) {
      const result = apply(element, row)
      if (result instanceof Promise)
        return restOfList(results, result, value.slice(index + 1), (rest) => apply(rest, row))
      results.push(result)
    }
    return results
  }
}

async function restOfList(
  done: readonly Value[],
  current: Promise<Value>,
  rest: readonly Value[],
  apply: (value: Value) => Value | Promise<Value>,
): Promise<Value> {
  return [...done, ...(await Promise.all([current, ...rest.map(apply)]))]
}
