import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BACKENDS, createInstallation, eventually, type TestInstallation } from '../support/installation.js'

const DEFINITIONS = 50
const SLOTS_EACH = 10
const RUNS = DEFINITIONS * SLOTS_EACH

describe.each(BACKENDS)('two schedulers and two workers on %s', (backend) => {
  let installation: TestInstallation

  beforeAll(async () => {
    installation = await createInstallation(backend)
    // Short intervals, so that the same definitions are decided again and again by both schedulers.
    for (let number = 0; number < DEFINITIONS; number += 1) {
      await installation.define({
        name: `job ${number}`,
        intervalSeconds: 3,
        nextRunAt: new Date(Date.now() + 3_000),
      })
    }
    for (const app of ['scheduler', 'scheduler', 'worker', 'worker'] as const) installation.start(app)
    await eventually(`${RUNS} runs`, async () => (await succeeded()) >= RUNS, 150_000)
    await installation.database.query('UPDATE job_definition SET enabled = false, next_run_at = NULL')
    await eventually('nothing unfinished', async () => (await unfinished()) === 0)
  }, 200_000)
  afterAll(async () => installation.close())

  const count = async (condition: string) => {
    const [row] = await installation.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM run WHERE ${condition}`,
    )
    return row?.count ?? 0
  }
  const succeeded = () => count(`state = 'succeeded'`)
  const unfinished = () => count(`state IN ('queued', 'running')`)

  it('finishes every run, each at its first attempt', async () => {
    expect(await count(`state <> 'succeeded' OR attempt <> 1`)).toBe(0)
  })

  it('never has two runs in the serial lane at once', () => {
    let running: string | undefined
    const overlaps = installation.records().filter((record) => {
      const overlaps = record.event === 'start' ? running !== undefined : running !== record.run
      running = record.event === 'start' ? record.run : undefined
      return overlaps
    })
    expect(overlaps).toEqual([])
  })

  it('starts every slot exactly once', () => {
    const slots = installation
      .records()
      .filter((record) => record.event === 'start')
      .map((record) => `${record.name} @ ${record.slot}`)
    expect(slots.length).toBeGreaterThanOrEqual(RUNS)
    expect(new Set(slots).size).toBe(slots.length)
  })

  it('stores one verdict for every slot that ran', async () => {
    const [row] = await installation.database.query<{ without: number }>(
      `SELECT count(*)::int AS without FROM run WHERE NOT EXISTS (
         SELECT FROM verdict v WHERE v.definition_id = run.definition_id AND v.slot_at = run.slot_at AND v.run_id = run.id)`,
    )
    expect(row?.without).toBe(0)
  })

  it('lets more than one scheduler and more than one worker take part', async () => {
    const [row] = await installation.database.query<{ schedulers: number; workers: number }>(
      `SELECT count(DISTINCT v.decided_by)::int AS schedulers, count(DISTINCT run.worker)::int AS workers
       FROM run JOIN verdict v ON v.run_id = run.id`,
    )
    expect(row?.schedulers).toBe(2)
    expect(row?.workers).toBeGreaterThanOrEqual(1)
  })
})
