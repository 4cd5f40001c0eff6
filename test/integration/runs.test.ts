import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openZoneData } from '@director/zone-data'
import {
  BACKENDS,
  createInstallation,
  eventually,
  runsOf,
  type TestInstallation,
} from '../support/installation.js'

describe.each(BACKENDS)('runs through the queue on %s', (backend) => {
  let installation: TestInstallation

  beforeAll(async () => {
    installation = await createInstallation(backend)
    await installation.database.query(`INSERT INTO lane (name, concurrency) VALUES ('wide', 2)`)
    installation.start('scheduler')
    installation.start('worker')
  })
  afterAll(async () => installation.close())

  const finished = async (name: string, withinMs?: number) =>
    eventually(
      `a finished run of ${name}`,
      async () => (await runsOf(installation.history, name)).find((run) => run.finishedAt !== null),
      withinMs,
    )

  it('runs a due definition and keeps outcome, counters and log', async () => {
    await installation.define({ name: 'due' })
    const run = await finished('due')
    expect(run).toMatchObject({
      state: 'succeeded',
      message: 'recorded due',
      counters: { recorded: 1 },
      attempt: 1,
    })
    const lines = await installation.database.query<{ message: string }>(
      'SELECT message FROM run_log_line WHERE run_id = $1',
      [run.id],
    )
    expect(lines).toEqual([{ message: 'recording' }])
  })

  it('stores the verdict about the slot beside the run, with the zone data it rests on', async () => {
    const [verdict] = await installation.database.query(
      `SELECT v.kind::text, v.coalesced_slots, v.run_id IS NOT NULL AS run, v.zone_data_version AS zone
       FROM verdict v JOIN job_definition d ON d.id = v.definition_id WHERE d.name = 'due'`,
    )
    expect(verdict).toEqual({ kind: 'queued', coalesced_slots: 0, run: true, zone: openZoneData().version })
  })

  it.each([
    ['throw', 'failed', 'the handler threw'],
    ['cancel-itself', 'cancelled', 'nothing to do today'],
    ['exit', 'failed', 'the job process ended in the middle of the run (exit code 3)'],
  ])('records a handler that does "%s" as %s', async (how, state, message) => {
    await installation.define({ name: how, type: 'test.misbehave', settings: { how } })
    expect(await finished(how)).toMatchObject({ state, message })
  })

  it('tells code and causes of a failure', async () => {
    const [run] = await runsOf(installation.history, 'throw')
    expect(run?.error).toMatchObject({ code: 'internal.unexpected', causes: ['the deeper cause'] })
  })

  it('fails a run whose stored settings no longer fit the type, naming them', async () => {
    await installation.define({ name: 'bad settings', settings: { file: 7 } })
    const run = await finished('bad settings')
    expect(run).toMatchObject({ state: 'failed', error: { code: 'job.invalid-settings' } })
    expect(run.message).toContain('file')
  })

  it('never runs a definition whose type is not installed, and says so in the verdict', async () => {
    await installation.define({ name: 'alien', type: 'acme.not-here' })
    const verdict = await eventually('a verdict', async () => {
      const [row] = await installation.database.query<{ kind: string }>(
        `SELECT v.kind::text FROM verdict v JOIN job_definition d ON d.id = v.definition_id WHERE d.name = 'alien'`,
      )
      return row
    })
    expect(verdict).toEqual({ kind: 'not_installed' })
    expect(await runsOf(installation.history, 'alien')).toEqual([])
  })

  it('ends a run that exceeds its timeout, even when its loop is blocked', async () => {
    await installation.define({
      name: 'blocked',
      type: 'test.misbehave',
      settings: { how: 'block' },
      timeoutSeconds: 1,
    })
    expect(await finished('blocked')).toMatchObject({ state: 'timed-out', error: { code: 'run.timed-out' } })
  })

  it('cancels a running run when asked', async () => {
    await installation.define({ name: 'endless', type: 'test.misbehave', settings: { how: 'wait' } })
    const running = await eventually('the run to start', async () =>
      (await runsOf(installation.history, 'endless')).find((run) => run.state === 'running'),
    )
    const { RequestStore } = await import('@director/database')
    await new RequestStore(installation.database).cancel(running.id, 'no longer wanted')
    expect(await finished('endless')).toMatchObject({ state: 'cancelled', message: 'no longer wanted' })
  })

  it('runs jobs of a wider lane beside one another and beside the serial lane', async () => {
    const names = ['left', 'right', 'serial']
    const settings = { file: installation.recordFile, until: names }
    for (const name of names)
      await installation.define({ name, lane: name === 'serial' ? 'default' : 'wide', settings })
    for (const name of names) expect(await finished(name)).toMatchObject({ state: 'succeeded' })
  })

  it('goes on with the next run after a crash', async () => {
    await installation.define({ name: 'after the storm' })
    expect(await finished('after the storm')).toMatchObject({ state: 'succeeded' })
  })
})
