import type { Run } from '@director/database'
import { describe, expect, it } from 'vitest'
import { JsonScreen } from './json-screen.js'

describe('JsonScreen', () => {
  it('writes every run once, when it has ended', () => {
    const lines: string[] = []
    const screen = new JsonScreen((line) => lines.push(line))
    screen.show({ runs: [run(1, 'succeeded'), run(2, 'running')], jobs: [] })
    screen.show({ runs: [run(1, 'succeeded'), run(2, 'failed'), run(3, 'queued')], jobs: [] })
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { number: 1, state: 'succeeded' },
      { number: 2, state: 'failed' },
    ])
  })
})

function run(number: number, state: Run['state']): Run {
  const at = new Date('2026-01-05T10:00:00Z')
  return {
    id: `run-${number}`,
    number,
    definitionId: null,
    definitionName: 'hosts',
    definitionRevision: 1,
    type: 'test.record',
    lane: 'default',
    trigger: 'schedule',
    requestedBy: null,
    slotAt: at,
    attempt: 1,
    state,
    queuedAt: at,
    startedAt: at,
    finishedAt: null,
    worker: null,
    progress: null,
    message: null,
    counters: {},
    error: null,
    cancelReason: null,
  }
}
