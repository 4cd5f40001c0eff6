import { AppError } from '@director/errors'
import { refuseRepeatedColumn } from '../../sql/repeated-column.js'

/** A column as the server describes it. */
export interface ResultColumn {
  readonly colName: string
  /** `name` is that of the protocol: DecimalN, NVarChar, … */
  readonly type: { readonly name: string }
  readonly scale?: number | undefined
  readonly dataLength?: number | undefined
  readonly udtInfo?: { readonly typeName: string } | undefined
}

/** What FOR JSON and FOR XML call the one column of their result. */
const DOCUMENT_COLUMN = /^(JSON|XML)_F52E2B61-18A1-11d1-B105-00805F49916B$/i

/** @throws AppError `source.failing-query` when the columns cannot become those of rows */
export function refuseUnusableColumns(columns: readonly ResultColumn[], place: string): void {
  for (const [index, column] of columns.entries()) {
    const problem = problemOf(column, index + 1)
    if (problem === undefined) continue
    const [message, remedy] = problem
    throw new AppError('source.failing-query', `${place}: ${message}`, {
      expected: 'columns with names, of types that have a text',
      remedy,
    })
  }
  refuseRepeatedColumn(
    columns.map(({ colName }) => colName),
    place,
  )
}

function problemOf({ colName, udtInfo }: ResultColumn, position: number): [string, string] | undefined {
  if (colName === '') return [`column ${position} of the query has no name`, 'Give it a name with AS']
  const document = DOCUMENT_COLUMN.exec(colName)?.[1]
  if (document !== undefined) {
    return [`the query gives one ${document} text instead of rows`, `Leave FOR ${document} out`]
  }
  if (udtInfo === undefined) return undefined
  return [
    `column "${colName}" has the type ${udtInfo.typeName}, which is read as bytes only its own code understands`,
    `Write [${colName}].ToString() AS [${colName}]`,
  ]
}
