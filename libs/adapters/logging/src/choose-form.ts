import type { LogForm } from './log-line.js'

/** What the choice of a form depends on. */
export interface LogSurroundings {
  readonly format: 'auto' | 'text' | 'json'
  readonly isTerminal: boolean
  /** systemd sets JOURNAL_STREAM for services whose output goes to the journal. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Coloured on a terminal, plain elsewhere, without time where the journal adds it, JSON when asked for. */
export function chooseLogForm({ format, isTerminal, environment }: LogSurroundings): LogForm {
  if (format === 'json') return 'json'
  if (environment['JOURNAL_STREAM'] !== undefined && !isTerminal) return 'journal'
  const mayColour = isTerminal && !environment['NO_COLOR']
  return mayColour ? 'coloured' : 'plain'
}
