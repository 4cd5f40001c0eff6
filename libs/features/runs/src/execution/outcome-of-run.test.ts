import { describe, expect, it } from 'vitest'
import type { JobProcessResult } from './job-process.js'
import { outcomeOfRun } from './outcome-of-run.js'

const run = { timeoutSeconds: 60, type: 'acme.work', delivery: 'at_least_once' } as const
const finished = (state: 'succeeded' | 'failed'): JobProcessResult => ({
  kind: 'finished',
  outcome: { state, message: state, counters: { rows: 3 } },
  residentBytes: 0,
})
const crashed = (lastWords = ''): JobProcessResult => ({
  kind: 'crashed',
  exitCode: null,
  signal: 'SIGKILL',
  lastWords,
})

describe('outcomeOfRun', () => {
  it('records what the handler said', () => {
    expect(outcomeOfRun(run, finished('succeeded'), undefined)).toMatchObject({
      kind: 'record',
      outcome: { state: 'succeeded', counters: { rows: 3 } },
    })
  })

  it('records success in spite of a cancel that came too late', () => {
    const conclusion = outcomeOfRun(run, finished('succeeded'), { why: 'cancel', reason: 'changed my mind' })
    expect(conclusion).toMatchObject({ outcome: { state: 'succeeded' } })
  })

  it.each([
    ['cancel', 'cancelled', 'run.cancelled'],
    ['timeout', 'timed-out', 'run.timed-out'],
  ] as const)('calls a handler stopped by %s %s', (why, state, code) => {
    const conclusion = outcomeOfRun(run, finished('failed'), { why, reason: 'because' })
    expect(conclusion).toMatchObject({ kind: 'record', outcome: { state, error: { code } } })
  })

  it('leaves a run whose lease ended to the sweeper, who decides about another attempt', () => {
    expect(outcomeOfRun(run, finished('failed'), { why: 'lease-lost', reason: 'away' })).toEqual({
      kind: 'leave',
    })
  })

  it('gives a run interrupted by a shutdown back to the queue', () => {
    expect(outcomeOfRun(run, crashed(), { why: 'shutdown', reason: 'bye' })).toEqual({ kind: 'give-back' })
  })

  it('does not repeat an interrupted run that may run at most once', () => {
    const once = { ...run, delivery: 'at_most_once' } as const
    expect(outcomeOfRun(once, crashed(), { why: 'shutdown', reason: 'bye' })).toMatchObject({
      outcome: { state: 'cancelled', error: { code: 'run.interrupted' } },
    })
  })

  it('names memory when the process died of it', () => {
    const words = 'FATAL ERROR: Reached heap limit - JavaScript heap out of memory'
    expect(outcomeOfRun(run, crashed(words), undefined)).toMatchObject({
      outcome: { state: 'failed', error: { code: 'run.out-of-memory' } },
    })
  })

  it('fails a run whose process ended for another reason', () => {
    expect(outcomeOfRun(run, crashed(), undefined)).toMatchObject({
      outcome: { state: 'failed', error: { code: 'run.process-crashed' } },
    })
  })
})
