import { AppError } from '@director/errors'

/** @throws AppError `source.failing-query` when two columns have the same name: one would be lost */
export function refuseRepeatedColumn(columns: readonly string[], place: string): void {
  const repeated = columns.find((name, index) => columns.indexOf(name) !== index)
  if (repeated === undefined) return
  throw new AppError('source.failing-query', `${place}: two columns of the query are named "${repeated}"`, {
    expected: 'every column name once',
    remedy: 'Give one of them another name with AS',
  })
}
