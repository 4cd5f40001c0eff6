import { errorLine } from '@director/errors'
import { outcomeLine } from '@director/imports'
import type { Colors } from 'picocolors/types.js'
import { durationText } from '../terminal/times.js'
import type { EndedImport } from './import-each.js'
import { numberText } from '../terminal/rate-text.js'

/** One line about an import that ended: what it did, how long it took and how fast it was. */
export function endedText(ended: EndedImport, checkOnly: boolean, colours: Colors): string {
  const seconds = ended.durationMs / 1_000
  const took = durationText(Math.round(seconds * 10) / 10)
  if (ended.kind === 'failed') {
    const mark = ended.error.code === 'import.held' ? colours.yellow('■') : colours.red('✗')
    return `${mark} ${errorLine(ended.error)} ${colours.dim(`(${took})`)}`
  }
  const { outcome } = ended
  const rate =
    outcome.rows === 0 ? '' : `, ${numberText(Math.round(outcome.rows / Math.max(seconds, 0.001)))} rows/s`
  const mark = outcome.brokenGuards.length === 0 ? colours.green('✓') : colours.yellow('!')
  return `${mark} ${outcomeLine(outcome, checkOnly)} ${colours.dim(`(${took}${rate})`)}`
}
