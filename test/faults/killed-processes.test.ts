import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PlanStore } from '@director/database'
import {
  BACKENDS,
  createInstallation,
  eventually,
  runsOf,
  type TestInstallation,
} from '../support/installation.js'

describe.each(BACKENDS)('killed processes on %s', (backend) => {
  let installation: TestInstallation

  beforeEach(async () => {
    installation = await createInstallation(backend)
  })
  afterEach(async () => installation.close())

  const slow = () => ({ file: installation.recordFile, workMs: 4_000 })
  const started = (name: string) =>
    eventually(`${name} to start`, () => installation.records().find((record) => record.name === name))
  const states = async (name: string) => (await runsOf(installation.history, name)).map((run) => run.state)

  it('marks the run of a worker killed with -9 as lost and runs the slot again', async () => {
    await installation.define({ name: 'work', settings: slow() })
    installation.start('scheduler')
    const worker = installation.start('worker')
    await started('work')
    await worker.end('SIGKILL')
    installation.start('worker')
    await eventually(
      'a second attempt that succeeds',
      async () => (await states('work')).at(1) === 'succeeded',
      45_000,
    )
    const [lost, retry] = await runsOf(installation.history, 'work')
    expect(lost).toMatchObject({
      state: 'lost',
      attempt: 1,
      message: 'worker gone',
      error: { code: 'run.lost' },
    })
    expect(retry).toMatchObject({ attempt: 2, trigger: 'retry', slotAt: lost?.slotAt })
  })

  it('leaves a lost run lost in a definition that runs at most once', async () => {
    await installation.define({ name: 'once', settings: slow(), delivery: 'at_most_once' })
    installation.start('scheduler')
    const worker = installation.start('worker')
    await started('once')
    await worker.end('SIGKILL')
    installation.start('worker')
    await eventually('the run to be lost', async () => (await states('once')).includes('lost'), 45_000)
    await installation.define({ name: 'marker' })
    await eventually('the lane to go on', async () => (await states('marker')).includes('succeeded'), 45_000)
    expect(await states('once')).toEqual(['lost'])
  })

  it('ends the job process of a killed worker, so that nothing goes on unseen', async () => {
    await installation.define({ name: 'orphan', settings: slow() })
    installation.start('scheduler')
    const worker = installation.start('worker')
    const { pid } = await started('orphan')
    await worker.end('SIGKILL')
    await eventually('the job process to end', () => !isAlive(pid), 5_000)
  })

  it('delivers runs that a killed scheduler had stored but not sent', async () => {
    await installation.define({ name: 'unsent' })
    const plan = new PlanStore(installation.database)
    await installation.database.transaction(async (session) => {
      const { due, now } = await plan.lockDue(session, 10)
      const slots = due.map(({ id }) => ({
        definitionId: id,
        slotAt: now,
        coalescedSlots: 0,
        nextRunAt: new Date(now.getTime() + 3_600_000),
      }))
      await plan.queueRuns(session, slots, { scheduler: 'killed', zoneDataVersion: 'test' })
    })
    installation.start('worker')
    const scheduler = installation.start('scheduler')
    await eventually('the run to succeed', async () => (await states('unsent')).includes('succeeded'))
    expect(scheduler.output()).toContain('enqueue retried')
  })

  it('runs every queued run although the queue lost all its messages', async () => {
    for (let number = 0; number < 20; number += 1) await installation.define({ name: `queued ${number}` })
    const scheduler = installation.start('scheduler')
    await eventually('20 sent runs', async () => (await sentRuns()) === 20)
    await scheduler.end('SIGKILL')
    await emptyQueue()
    installation.start('scheduler')
    installation.start('worker')
    await eventually('20 runs', () => ends() === 20, 45_000)
    await eventually('20 outcomes', async () => (await unfinished()) === 0)
  })

  it('refuses the outcome of a worker that was paused for longer than its lease', async () => {
    await installation.define({ name: 'paused', settings: slow() })
    installation.start('scheduler')
    const worker = installation.start('worker')
    await started('paused')
    worker.child.kill('SIGSTOP')
    await eventually('the run to be lost', async () => (await states('paused')).includes('lost'), 30_000)
    installation.start('worker')
    worker.child.kill('SIGCONT')
    await eventually('a second attempt', async () => (await states('paused')).at(1) === 'succeeded', 45_000)
    expect(await states('paused')).toEqual(['lost', 'succeeded'])
  })

  it('quarantines a definition whose worker was lost three times in a row', async () => {
    const id = await installation.define({ name: 'poison', nextRunAt: null })
    await installation.database.query(
      `INSERT INTO run (definition_id, definition_name, definition_revision, type, settings, lane, timeout_seconds,
                        trigger, slot_at, attempt, state, finished_at)
       SELECT id, name, 1, type, settings, lane, 60, 'schedule', now(), attempt, 'lost', now()
       FROM job_definition, generate_series(1, 2) AS attempt WHERE id = $1`,
      [id],
    )
    await installation.database.query(
      `INSERT INTO run (definition_id, definition_name, definition_revision, type, settings, lane, timeout_seconds,
                        trigger, slot_at, attempt, state, worker, fence, lease_until)
       SELECT id, name, 1, type, settings, lane, 60, 'retry', now(), 3, 'running', 'gone:1', nextval('run_fence'), now()
       FROM job_definition WHERE id = $1`,
      [id],
    )
    installation.start('scheduler')
    await eventually('quarantine', async () => {
      const [row] = await installation.database.query<{ quarantined: boolean }>(
        'SELECT quarantined_at IS NOT NULL AS quarantined FROM job_definition WHERE id = $1',
        [id],
      )
      return row?.quarantined
    })
    expect(await states('poison')).toEqual(['lost', 'lost', 'lost'])
  })

  it('repeats a lost run somebody asked for in a disabled definition, unless its cancel was asked for too', async () => {
    for (const name of ['wanted', 'unwanted']) {
      const id = await installation.define({ name, nextRunAt: null })
      await installation.database.query('UPDATE job_definition SET enabled = false WHERE id = $1', [id])
      await installation.database.query(
        `INSERT INTO run (definition_id, definition_name, definition_revision, type, settings, lane, timeout_seconds,
                          trigger, slot_at, state, worker, fence, lease_until, requested_by, cancel_requested_at)
         SELECT id, name, 1, type, settings, 'default', 60, 'manual', now(), 'running', 'gone:1', nextval('run_fence'), now(),
                'ada', CASE WHEN name = 'unwanted' THEN now() END
         FROM job_definition WHERE id = $1`,
        [id],
      )
    }
    installation.start('scheduler')
    await eventually('a second attempt', async () => (await states('wanted')).at(1) === 'queued')
    expect(await states('unwanted')).toEqual(['lost'])
  })

  it('lets the current run finish when the worker is told to end', async () => {
    await installation.define({ name: 'short', settings: { file: installation.recordFile, workMs: 1_500 } })
    installation.start('scheduler')
    const worker = installation.start('worker')
    await started('short')
    expect(await worker.end('SIGTERM')).toBe(0)
    expect(await states('short')).toEqual(['succeeded'])
  })

  // The other queue lives in the database, and is away only with it.
  if (backend === 'redis')
    it('goes on planning and ends on request while the queue is away', async () => {
      const scheduler = installation.start('scheduler')
      await installation.define({ name: 'before' })
      await eventually('a sent run', async () => (await sentRuns()) === 1)
      await installation.redis?.stop()
      await installation.define({ name: 'first' })
      await eventually('the first run', async () => (await states('first')).includes('queued'))
      await installation.define({ name: 'second' })
      await eventually('the second run', async () => (await states('second')).includes('queued'))
      expect(await scheduler.end('SIGTERM')).toBe(0)
    })

  const count = async (condition: string) => {
    const [row] = await installation.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM run WHERE ${condition}`,
    )
    return row?.count ?? 0
  }
  const sentRuns = () => count('sent_at IS NOT NULL')
  const unfinished = () => count(`state <> 'succeeded'`)
  const ends = () => installation.records().filter((record) => record.event === 'end').length
  const emptyQueue = async () => {
    if (installation.redis === undefined) await installation.database.query('DELETE FROM bullmq.job')
    else await installation.redis.command('FLUSHALL')
  }
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
