import { errorLine } from '@director/errors'
import type { ModifiedSample, PreviewedRow, PreviewedSource } from '@director/imports'
import type { Colors } from 'picocolors/types.js'
import { countText } from '../terminal/facts.js'
import { cutText, plainLine, valueText } from '../terminal/value-text.js'

type Row = PreviewedRow['raw'] | ModifiedSample['modified'][number]

const MOST_VALUE_CHARACTERS = 60

/** The first rows of a source below one another: every column with its value, and what modifiers made of it. */
export function previewText(preview: PreviewedSource, colours: Colors): string {
  const { rows, gathered, isWhole, failure, source } = preview
  const first = rows.length === 1 ? 'the first row' : `the first ${rows.length} rows`
  const size = isWhole ? `all ${countText(rows.length, 'row')}` : first
  const parts = rows.map((row) => rowText(row, colours))
  if (gathered.modified.length + gathered.problems.length > 0) {
    parts.push(rowText({ ...gathered, raw: {} }, colours, 'made of several rows'))
  }
  const ending =
    failure === undefined ? [] : [colours.red(`✗ the source failed here: ${plainLine(errorLine(failure))}`)]
  return [`${colours.bold(source)}: ${size}`, ...parts, ...ending].join('\n\n')
}

function rowText(
  { raw, modified, problems, number }: ModifiedSample & { readonly raw: Row; readonly number?: number },
  colours: Colors,
  heading = `row ${number}`,
): string {
  const became = modified.length > 1 ? `, becomes ${modified.length} rows` : ''
  const gone = modified.length === 0 && problems.length === 0 && number !== undefined
  const note = gone ? colours.yellow(', no row: a modifier left it out or holds it') : became
  const bodies = modified.length < 2 ? [cells(raw, modified[0], colours)] : expanded(raw, modified, colours)
  const told = problems.map((problem) => colours.red(`  ! ${plainLine(errorLine(problem))}`))
  return [`${colours.bold(heading)}${note}`, ...bodies, ...told].filter((text) => text !== '').join('\n')
}

function expanded(raw: Row, modified: readonly Row[], colours: Colors): readonly string[] {
  const parts = modified.map((row, index) => `  ${colours.dim(`${index + 1}.`)}\n${cells({}, row, colours)}`)
  const before = cells(raw, undefined, colours)
  return before === '' ? parts : [before, ...parts]
}

/** A line for each column: the raw value; behind an arrow the modified one where it differs. */
function cells(raw: Row, modified: Row | undefined, colours: Colors): string {
  const names = [...new Set([...Object.keys(raw), ...Object.keys(modified ?? {})])]
  const width = Math.max(0, ...names.map((name) => plainLine(name).length))
  const lines = names.map((name) => {
    const before = shown(raw[name])
    const after = modified === undefined ? before : shown(modified[name])
    const value =
      before === after
        ? before
        : (raw[name] ?? null) === null
          ? colours.green(after)
          : `${before} ${colours.dim('→')} ${colours.green(after)}`
    return `  ${colours.cyan(plainLine(name).padEnd(width))}  ${value}`
  })
  return lines.join('\n')
}

function shown(value: unknown): string {
  return cutText(valueText(value), MOST_VALUE_CHARACTERS)
}
