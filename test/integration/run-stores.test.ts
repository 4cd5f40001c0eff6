import {
  ClaimStore,
  DeliveryStore,
  LaneStore,
  PlanStore,
  RequestStore,
  VerdictStore,
  type QueuedSlot,
} from '@director/database'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

const BY = { scheduler: 'test', zoneDataVersion: '2026b' }
const SLOT = new Date('2026-03-29T01:00:00Z')
const NEXT = new Date('2026-03-29T02:00:00Z')

let test: TestDatabase

beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test?.close())
beforeEach(async () => {
  await test.database.query('TRUNCATE job_definition, run, icinga_object CASCADE')
  await test.database.query(`DELETE FROM lane WHERE name <> 'default'`)
})

async function define(name: string, nextRunAt: Date | null = SLOT, lane = 'default'): Promise<string> {
  const [row] = await test.database.query<{ id: string }>(
    `INSERT INTO job_definition (name, type, interval_seconds, time_zone, lane, time_period, next_run_at)
     VALUES ($1, 'test.record', 3600, 'UTC', $2, 'night', $3) RETURNING id`,
    [name, lane, nextRunAt],
  )
  return row?.id ?? ''
}

async function nextRunAt(name: string): Promise<Date | null | undefined> {
  const [row] = await test.database.query<{ at: Date | null }>(
    'SELECT next_run_at AS at FROM job_definition WHERE name = $1',
    [name],
  )
  return row?.at
}

async function addPeriod(): Promise<void> {
  await test.database.query(
    `INSERT INTO icinga_object (type, name, kind, properties) VALUES ('TimePeriod', 'night', 'object', '{}')`,
  )
}

const slotOf = (definitionId: string): QueuedSlot => ({
  definitionId,
  slotAt: SLOT,
  coalescedSlots: 2,
  nextRunAt: NEXT,
})
const queue = (...ids: readonly string[]) =>
  new PlanStore(test.database).queueRuns(test.database, ids.map(slotOf), BY)
const runNow = (name: string) => new RequestStore(test.database).runNow(test.database, name, 'ada')
const verdictsOf = (definitionName: string) => new VerdictStore(test.database).list({ definitionName })

async function claimed(name: string) {
  const answer = await runNow(name)
  if (answer.kind !== 'queued') throw new Error(answer.kind)
  const claim = await new ClaimStore(test.database).claim(answer.run.id, answer.run.lane, 'worker', 30)
  if (claim.kind !== 'claimed') throw new Error(claim.kind)
  return claim.run
}

describe('a changed time period', () => {
  it('has waiting definitions looked at again and leaves the slots of overdue ones', async () => {
    const waits = new Date(Date.now() + 3_600_000)
    await define('overdue')
    await define('waiting', waits)
    await define('unplanned', null)
    await addPeriod()
    expect(await nextRunAt('overdue')).toEqual(SLOT)
    expect((await nextRunAt('waiting'))?.getTime()).toBeLessThan(waits.getTime())
    expect(await nextRunAt('unplanned')).toBeInstanceOf(Date)
  })
})

describe('planned slots', () => {
  it('are listed with their runs months later, the newest first', async () => {
    const definitionId = await define('import')
    await queue(definitionId)
    const refused = { ...slotOf(definitionId), slotAt: NEXT, coalescedSlots: 4, nextRunAt: null }
    await new PlanStore(test.database).refuseSlots(
      test.database,
      [{ ...refused, why: 'outside-period', reason: 'night' }],
      BY,
    )
    expect(await verdictsOf('import')).toMatchObject([
      { slotAt: NEXT, kind: 'outside-period', run: null, reason: 'night', coalescedSlots: 4 },
      { slotAt: SLOT, kind: 'queued', run: expect.any(Number), coalescedSlots: 2, decidedBy: 'test' },
    ])
    const older = await new VerdictStore(test.database).list({ definitionName: 'import', before: NEXT })
    expect(older.map((verdict) => verdict.slotAt)).toEqual([SLOT])
  })

  it('of a definition somebody runs by hand stay due and do not keep the others waiting', async () => {
    const [busy, free] = [await define('busy'), await define('free')]
    await runNow('busy')
    expect(await queue(busy, free)).toHaveLength(1)
    expect(await nextRunAt('busy')).toEqual(SLOT)
    expect(await nextRunAt('free')).toEqual(NEXT)
    expect(await verdictsOf('busy')).toEqual([])
  })

  it('that have been run already are not run again, and their definition moves on', async () => {
    const definitionId = await define('done')
    await queue(definitionId)
    await test.database.query(`UPDATE run SET state = 'succeeded'`)
    await test.database.query('UPDATE job_definition SET next_run_at = slot_at FROM run')
    expect(await queue(definitionId)).toEqual([])
    expect(await nextRunAt('done')).toEqual(NEXT)
  })

  it('that were refused and are run after all are told as queued', async () => {
    const definitionId = await define('refused')
    const refused = { ...slotOf(definitionId), why: 'not-installed' as const, reason: 'no type' }
    await new PlanStore(test.database).refuseSlots(test.database, [refused], BY)
    expect(await queue(definitionId)).toHaveLength(1)
    expect(await verdictsOf('refused')).toMatchObject([{ kind: 'queued', reason: '' }])
  })
})

describe('a lane', () => {
  it('is kept while runs wait in it, although no definition uses it any more', async () => {
    const lanes = new LaneStore(test.database)
    await lanes.create({ name: 'network', concurrency: 1 })
    await define('import', null, 'network')
    await runNow('import')
    await test.database.query('DELETE FROM job_definition')
    expect(await lanes.deleteUnused('network')).toBe(false)
    expect(await lanes.unfinishedRunsIn('network')).toHaveLength(1)
    await test.database.query(`UPDATE run SET state = 'cancelled'`)
    expect(await lanes.deleteUnused('network')).toBe(true)
  })
})

describe('an interrupted run', () => {
  const states = () => test.database.query('SELECT state::text, message FROM run')

  it('goes back to the queue', async () => {
    await define('import', null)
    expect(await new ClaimStore(test.database).giveBack(await claimed('import'))).toBe('queued')
    expect(await states()).toEqual([{ state: 'queued', message: null }])
  })

  it('ends as cancelled when somebody asked for its end', async () => {
    await define('import', null)
    const run = await claimed('import')
    await new RequestStore(test.database).cancel(run.id, 'no longer wanted')
    expect(await new ClaimStore(test.database).giveBack(run)).toBe('cancelled')
    expect(await states()).toEqual([{ state: 'cancelled', message: 'no longer wanted' }])
  })

  it('is left alone by a worker it does not belong to any more', async () => {
    await define('import', null)
    const run = await claimed('import')
    expect(await new ClaimStore(test.database).giveBack({ ...run, fence: '0' })).toBe('not-ours')
    expect(await states()).toEqual([{ state: 'running', message: null }])
  })
})

describe('lost runs', () => {
  it('count towards quarantine only since the definition was last changed or enabled', async () => {
    const definitionId = await define('fragile', null)
    const delivery = new DeliveryStore(test.database)
    for (let number = 0; number < 3; number += 1) {
      await runNow('fragile')
      await test.database.query(`UPDATE run SET state = 'lost' WHERE state = 'queued'`)
    }
    expect(await delivery.lostInARow(test.database, definitionId, 3)).toBe(true)
    await test.database.query(`UPDATE job_definition SET updated_at = now() + interval '1 second'`)
    expect(await delivery.lostInARow(test.database, definitionId, 3)).toBe(false)
  })
})
