import type { ComparedRows, ImportDifference, RowDifference } from '@director/imports'
import type { Colors } from 'picocolors/types.js'
import { clockText } from '../terminal/times.js'
import { cutText, plainLine, valueText } from '../terminal/value-text.js'
import { numberText } from '../terminal/rate-text.js'

const MOST_VALUE_CHARACTERS = 60
/** Of a line on a stream that has no width. */
const USUAL_WIDTH = 160

/** What is compared and how much differs. */
export function differenceHeading({ source, from, to, counts }: ImportDifference, colours: Colors): string {
  const { created, changed, removed } = counts
  const sides = `${sideText(from)} ${colours.dim('→')} ${sideText(to)}`
  const figures = created + changed + removed === 0 ? 'no difference' : countsText(counts)
  return `${colours.bold(source)}: ${sides}: ${figures}`
}

/** One differing row: a new or lost one on one line, of a changed one the columns that differ. */
export function differenceText(row: RowDifference, colours: Colors, width = USUAL_WIDTH): string {
  const { kind, before, after, changedColumns } = row
  const key = plainLine(row.key)
  if (kind === 'changed') {
    const nameWidth = Math.max(...changedColumns.map((column) => plainLine(column).length))
    const lines = changedColumns.map((column) => {
      const [old, now] = [before?.[column], after?.[column]].map(shown)
      return `    ${plainLine(column).padEnd(nameWidth)}  ${colours.red(old ?? '')} ${colours.dim('→')} ${colours.green(now ?? '')}`
    })
    return [colours.yellow(`~ ${key}`), ...lines].join('\n')
  }
  const cells = changedColumns.map((column) => `${plainLine(column)}=${shown((after ?? before)?.[column])}`)
  const line = cutText(`${kind === 'created' ? '+' : '-'} ${key}  ${cells.join(' ')}`, width)
  return kind === 'created' ? colours.green(line) : colours.red(line)
}

function countsText({ created, changed, removed }: ImportDifference['counts']): string {
  return `${numberText(created)} created, ${numberText(changed)} changed, ${numberText(removed)} removed`
}

function sideText(side: ComparedRows): string {
  switch (side.kind) {
    case 'import':
      return `import ${side.importRunId} (${clockText(side.importedAt)})`
    case 'held':
      return `held since ${clockText(side.heldAt)}`
    case 'nothing':
      return 'nothing'
  }
}

function shown(value: unknown): string {
  return cutText(valueText(value), MOST_VALUE_CHARACTERS)
}
