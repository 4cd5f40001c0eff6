import { AppError, describeError, type DescribedError } from '@director/errors'
import type { Row } from '@director/modifiers'
import { RowTexts } from '../rows/row-text.js'
import { compileKey, refuseMissingKeyColumn, type KeyReader } from '../rows/row-key.js'
import type { RowPolicy } from '../skipping/row-policy.js'

/** What is wrong with one row, without the stack. */
export type RowProblem = Omit<DescribedError, 'stack'>

/** Looks at the rows of a sample as an import would, and tells what is wrong with them instead of failing. */
export class RowCheck {
  private readonly keyOf: KeyReader
  private readonly texts = new RowTexts()
  private readonly rowOfKey = new Map<string, number>()
  private isFirst = true

  /** @param missingKeys whether the source leaves out rows without a key: the first one may lack the column then */
  constructor(
    private readonly keyColumn: string,
    private readonly missingKeys: RowPolicy['missingKeys'],
  ) {
    this.keyOf = compileKey(keyColumn)
  }

  /** @param rowNumber number of the source row it was made from, counted from 1; 0 when it was made of several */
  problemsOf(row: Row, rowNumber: number): readonly RowProblem[] {
    return [...problemOf(() => this.checkKey(row, rowNumber)), ...problemOf(() => this.texts.of(row))]
  }

  private checkKey(row: Row, rowNumber: number): void {
    if (this.isFirst) {
      this.isFirst = false
      if (this.missingKeys === 'fail') refuseMissingKeyColumn(row, this.keyColumn)
    }
    const key = this.keyOf(row)
    const firstRow = this.rowOfKey.get(key)
    if (firstRow !== undefined) throw duplicateKey(key, firstRow)
    this.rowOfKey.set(key, rowNumber)
  }
}

/** A failure as a problem of a row. */
export function problemFrom(error: unknown): RowProblem {
  const { stack: _stack, ...problem } = describeError(error)
  return problem
}

function problemOf(check: () => unknown): readonly RowProblem[] {
  try {
    check()
    return []
  } catch (error) {
    return [problemFrom(error)]
  }
}

function duplicateKey(key: string, firstRow: number): AppError {
  const where = firstRow === 0 ? 'in an earlier row' : `in row ${firstRow}`
  return new AppError('import.duplicate-key', `the key "${key}" was already ${where}`, {
    expected: 'every key once',
    remedy: 'Correct the source, or choose a key column whose values are unique',
    details: { key, firstRow },
  })
}
