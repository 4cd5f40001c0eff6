import type { Run, RunState } from '@director/database'
import { errorLine } from '@director/errors'
import type { Colors } from 'picocolors/types.js'
import { factsText } from '../terminal/facts.js'
import { clockText, durationText } from '../terminal/times.js'

/** A state in its colour. */
export function runStateText(state: RunState, colours: Colors): string {
  const { green, red, yellow, cyan, dim } = colours
  const paint = {
    queued: dim,
    running: cyan,
    succeeded: green,
    failed: red,
    cancelled: yellow,
    'timed-out': red,
    lost: red,
    skipped: dim,
  }[state]
  return paint(state)
}

/** How long a run took, or has taken until now. */
export function runDuration(run: Run, now: Date): string {
  if (run.startedAt === null) return '-'
  return durationText(((run.finishedAt ?? now).getTime() - run.startedAt.getTime()) / 1_000)
}

/** Counters as `rows 512, created 12`. */
export function countersText(counters: Readonly<Record<string, number>>): string {
  return Object.entries(counters)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')
}

/** Everything about a run, for people. */
export function runText(run: Run, colours: Colors, now: Date): string {
  return factsText([
    ['Run', colours.bold(String(run.number))],
    ['Job', `${run.definitionName} (${run.type}, revision ${run.definitionRevision})`],
    ['State', runStateText(run.state, colours)],
    ['Message', run.message ?? undefined],
    ['Counters', countersText(run.counters)],
    ['Progress', run.progress === null ? undefined : progressText(run.progress)],
    ['Error', run.error === null ? undefined : `${run.error.code}: ${errorLine(run.error)}`],
    ['Causes', run.error?.causes.join('; ')],
    ['Started by', startText(run)],
    ['Slot', clockText(run.slotAt)],
    ['Attempt', String(run.attempt)],
    ['Queued', clockText(run.queuedAt)],
    ['Started', run.startedAt === null ? undefined : clockText(run.startedAt)],
    ['Finished', run.finishedAt === null ? undefined : clockText(run.finishedAt)],
    ['Duration', runDuration(run, now)],
    ['Lane', run.lane],
    ['Worker', run.worker ?? undefined],
    ['Cancelled', run.cancelReason ?? undefined],
    ['Id', run.id],
  ])
}

function startText(run: Run): string {
  if (run.trigger === 'schedule') return 'schedule'
  return run.trigger === 'retry' ? 'retry of a lost run' : (run.requestedBy ?? 'hand')
}

function progressText({ done, total, unit }: NonNullable<Run['progress']>): string {
  return total === undefined ? `${done} ${unit}` : `${done} of ${total} ${unit}`
}
