import 'reflect-metadata'
import { Module, type INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { Database, DatabaseModule, migrate } from '@director/database'
import { AppError } from '@director/errors'
import { Job } from '@director/kit'
import { DefinitionsModule, JobDefinitions, Lanes } from '@director/runs'
import { MASK, openSecretBox, SecretBoxModule } from '@director/secrets'
import { parseSettings, SettingsModule } from '@director/settings'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createTestDatabase } from '../support/test-database.js'

const Fetch = z.object({
  url: z.url(),
  attempts: z.int().min(1).default(3),
  token: z.string().min(4).meta({ secret: true }).optional(),
  headers: z.array(z.strictObject({ name: z.string(), value: z.string().meta({ secret: true }) })).optional(),
})

@Job({ type: 'test.fetch', title: 'Fetch', suggestedIntervalSeconds: 300, settings: Fetch })
class FetchJob {
  run() {}
}

@Module({ providers: [FetchJob] })
class FetchModule {}

let test: Awaited<ReturnType<typeof createTestDatabase>>
let database: Database
let context: INestApplicationContext
let definitions: JobDefinitions
let lanes: Lanes

beforeAll(async () => {
  test = await createTestDatabase()
  database = test.database
  await migrate(database)
  const secretBox = openSecretBox({ keyFromEnvironment: 'ab'.repeat(32), keyFile: '/nowhere' })
  const imports = [
    DatabaseModule.of(database),
    SettingsModule.of(parseSettings({ DIRECTOR_TIME_ZONE: 'Europe/Berlin' }, '/')),
    SecretBoxModule.of(secretBox),
    DefinitionsModule,
    FetchModule,
  ]
  context = await NestFactory.createApplicationContext(
    { module: FetchModule, imports },
    { logger: false, abortOnError: false },
  )
  definitions = context.get(JobDefinitions)
  lanes = context.get(Lanes)
})

afterAll(async () => {
  await context?.close()
  await test?.close()
})

beforeEach(async () => {
  await database.query('TRUNCATE job_definition, icinga_object CASCADE')
  await database.query(`DELETE FROM lane WHERE name <> 'default'`)
})

const aJob = (fields: object = {}) => ({
  name: 'fetch',
  type: 'test.fetch',
  settings: { url: 'https://a.example' },
  ...fields,
})

async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const failure = await work.catch((error: unknown) => error)
  if (!(failure instanceof AppError)) throw new Error(`not refused: ${String(failure)}`)
  return failure
}

async function secondsUntilNextRun(name: string): Promise<number | null> {
  const [row] = await database.query<{ wait: number | null }>(
    'SELECT extract(epoch FROM next_run_at - now())::float8 AS wait FROM job_definition WHERE name = $1',
    [name],
  )
  return row?.wait ?? null
}

async function ranSecondsAgo(name: string, seconds: number): Promise<void> {
  await database.query(
    `UPDATE job_definition SET last_slot_at = now() - $2 * interval '1 second' WHERE name = $1`,
    [name, seconds],
  )
}

describe('creating a job', () => {
  it('fills in what was left out and makes the job due at once', async () => {
    expect(await definitions.create(aJob())).toMatchObject({
      intervalSeconds: 300,
      timePeriod: null,
      timeZone: 'Europe/Berlin',
      enabled: true,
      lane: 'default',
      timeoutSeconds: 3600,
      delivery: 'at-least-once',
      revision: 1,
      installed: true,
    })
    expect(await secondsUntilNextRun('fetch')).toBeLessThanOrEqual(0)
  })

  it('plans nothing for a disabled one', async () => {
    await definitions.create(aJob({ enabled: false, delivery: 'at-most-once' }))
    expect((await definitions.get('fetch')).nextRunAt).toBeNull()
    expect((await definitions.get('fetch')).delivery).toBe('at-most-once')
  })

  it('seals secrets in the database and masks them where people look', async () => {
    const shown = await definitions.create(aJob({ settings: { url: 'https://a.example', token: 'sesame' } }))
    expect(shown.settings).toEqual({ url: 'https://a.example', token: MASK })
    const [row] = await database.query<{ settings: { token: string } }>('SELECT settings FROM job_definition')
    expect(row?.settings.token).toMatch(/^enc:v1:/)
  })

  it('tells all problems at once and stores nothing', async () => {
    await lanes.create({ name: 'network' })
    const failure = await failureOf(
      definitions.create(
        aJob({ settings: { ulr: 'x', attempts: 0 }, timePeriod: 'nights', lane: 'netwrok' }),
      ),
    )
    expect(failure.code).toBe('job.invalid-definition')
    expect(failure.details['problems']).toEqual([
      { place: 'settings.url', expected: 'text', received: 'nothing' },
      { place: 'settings.attempts', expected: 'at least 1', received: '0' },
      {
        place: 'settings.ulr',
        expected: 'a known name (did you mean "url"?)',
        received: 'the unknown name "ulr"',
      },
      { place: 'timePeriod', expected: 'a time period (none exists)', received: '"nights"' },
      { place: 'lane', expected: 'a lane (did you mean "network"?)', received: '"netwrok"' },
    ])
    expect(await definitions.list()).toEqual([])
  })

  it.each([
    ['a taken name', { name: 'taken' }, 'job.name-taken'],
    ['a type that is not installed', { type: 'test.fetsh' }, 'job-type.not-installed'],
    ['a negative interval', { intervalSeconds: -1 }, 'job.invalid-definition'],
    ['an interval of half seconds', { intervalSeconds: 1.5 }, 'job.invalid-definition'],
    ['a timeout of zero', { timeoutSeconds: 0 }, 'job.invalid-definition'],
    ['an unknown time zone', { timeZone: 'Europe/Nowhere' }, 'job.invalid-definition'],
    ['an unknown field', { intervall: 5 }, 'job.invalid-definition'],
    ['a name that is too long', { name: 'x'.repeat(65) }, 'job.invalid-definition'],
    ['an empty name', { name: '' }, 'job.invalid-definition'],
    ['wrong settings', { settings: {} }, 'job.invalid-settings'],
    [
      'a mask without a stored secret',
      { settings: { url: 'https://a.example', token: MASK } },
      'job.invalid-settings',
    ],
    ['a time period that does not exist', { timePeriod: 'nights' }, 'job.unknown-time-period'],
    ['a lane that does not exist', { lane: 'network' }, 'job.unknown-lane'],
  ])('refuses %s', async (_what, fields, code) => {
    await definitions.create(aJob({ name: 'taken' }))
    expect((await failureOf(definitions.create(aJob(fields)))).code).toBe(code)
    expect(await definitions.list()).toHaveLength(1)
  })

  it('accepts a time period that exists', async () => {
    await database.query(
      `INSERT INTO icinga_object (type, name, kind) VALUES ('TimePeriod', 'nights', 'object')`,
    )
    expect((await definitions.create(aJob({ timePeriod: 'nights' }))).timePeriod).toBe('nights')
  })
})

describe('editing a job', () => {
  it('changes what is written, keeps the rest and counts the revision', async () => {
    await definitions.create(aJob({ note: 'first' }))
    const edited = await definitions.edit('fetch', { name: 'renamed', intervalSeconds: 60 })
    expect(edited).toMatchObject({ name: 'renamed', intervalSeconds: 60, note: 'first', revision: 2 })
  })

  it('counts a new interval from the last slot, not from now', async () => {
    await definitions.create(aJob())
    await ranSecondsAgo('fetch', 100)
    await definitions.edit('fetch', { intervalSeconds: 600 })
    expect(Math.round((await secondsUntilNextRun('fetch')) ?? 0)).toBe(500)
    await definitions.edit('fetch', { intervalSeconds: 60 })
    expect(await secondsUntilNextRun('fetch')).toBeLessThanOrEqual(0)
  })

  it('refuses a change made from an older revision', async () => {
    await definitions.create(aJob())
    await definitions.edit('fetch', { note: 'theirs' }, 1)
    expect((await failureOf(definitions.edit('fetch', { note: 'ours' }, 1))).code).toBe(
      'job.changed-meanwhile',
    )
    expect((await definitions.get('fetch')).note).toBe('theirs')
  })

  it('keeps a secret whose mask came back, and stores a new one', async () => {
    await definitions.create(aJob({ settings: { url: 'https://a.example', token: 'sesame' } }))
    await definitions.edit('fetch', { settings: { url: 'https://b.example', token: MASK } })
    const stored = 'SELECT settings FROM job_definition'
    const [kept] = await database.query<{ settings: { url: string; token: string } }>(stored)
    expect([kept?.settings.url, kept?.settings.token.startsWith('enc:v1:')]).toEqual([
      'https://b.example',
      true,
    ])
    expect(
      (await failureOf(definitions.edit('fetch', { settings: { url: 'https://b.example', token: 'no' } })))
        .code,
    ).toBe('job.invalid-settings')
  })

  it('never gives an element of a list the secret of another one', async () => {
    const url = 'https://a.example'
    const headers = [
      { name: 'X-First', value: 'one' },
      { name: 'X-Second', value: 'two' },
    ]
    await definitions.create(aJob({ settings: { url, headers } }))
    const masked = (name: string) => ({ settings: { url, headers: [{ name, value: MASK }] } })
    expect(await failureOf(definitions.edit('fetch', masked('X-Other')))).toMatchObject({
      code: 'job.invalid-settings',
      message: expect.stringContaining('settings.headers.0.value: expected the secret written again'),
    })
    await definitions.edit('fetch', masked('X-Second'))
    const same = { settings: { url, headers: [headers[1]] } }
    const { revision } = await definitions.get('fetch')
    expect((await definitions.edit('fetch', same)).revision).toBe(revision)
  })

  it('refuses another type, a taken name and an unknown job', async () => {
    await definitions.create(aJob())
    await definitions.create(aJob({ name: 'other' }))
    expect((await failureOf(definitions.edit('fetch', { type: 'test.other' }))).code).toBe('job.type-fixed')
    expect((await failureOf(definitions.edit('fetch', { name: 'other' }))).code).toBe('job.name-taken')
    expect(await failureOf(definitions.edit('fecth', {}))).toMatchObject({
      code: 'job.unknown',
      expected: '"fetch"?',
    })
  })
})

describe('enabling, disabling, deleting', () => {
  it('plans nothing for a disabled job, and plans it from its last slot when it is enabled again', async () => {
    await definitions.create(aJob())
    await ranSecondsAgo('fetch', 100)
    expect((await definitions.disable('fetch')).nextRunAt).toBeNull()
    await definitions.enable('fetch')
    expect(Math.round((await secondsUntilNextRun('fetch')) ?? 0)).toBe(200)
  })

  it('ends a quarantine by enabling', async () => {
    await definitions.create(aJob())
    await database.query('UPDATE job_definition SET quarantined_at = now(), next_run_at = NULL')
    expect((await definitions.edit('fetch', { note: 'looked at' })).nextRunAt).toBeNull()
    expect(await definitions.enable('fetch')).toMatchObject({
      quarantinedAt: null,
      nextRunAt: expect.any(Date),
    })
  })

  it('deletes a job once', async () => {
    await definitions.create(aJob())
    await definitions.delete('fetch')
    expect((await failureOf(definitions.delete('fetch'))).code).toBe('job.unknown')
  })

  it('shows a job whose type is not installed, without its settings, and lets it be disabled', async () => {
    await database.query(
      `INSERT INTO job_definition (name, type, settings, interval_seconds, time_zone)
       VALUES ('gone', 'acme.gone', '{"password":"enc:v1:AAAA"}', 60, 'UTC')`,
    )
    const [gone] = await definitions.list()
    expect(gone).toMatchObject({ installed: false, typeTitle: 'acme.gone' })
    expect(JSON.stringify(gone)).not.toContain('enc:')
    expect((await definitions.disable('gone')).enabled).toBe(false)
    expect((await failureOf(definitions.edit('gone', { settings: {} }))).code).toBe('job-type.not-installed')
  })
})

describe('lanes', () => {
  it('are created, changed and deleted, but not while a job uses them', async () => {
    await lanes.create({ name: 'network', concurrency: 2 })
    await lanes.edit('network', 5)
    expect(await lanes.list()).toEqual([
      { name: 'default', concurrency: 1 },
      { name: 'network', concurrency: 5 },
    ])
    await definitions.create(aJob({ lane: 'network' }))
    expect((await failureOf(lanes.delete('network'))).code).toBe('lane.in-use')
    await definitions.delete('fetch')
    await lanes.delete('network')
    expect((await failureOf(lanes.delete('network'))).code).toBe('lane.unknown')
  })

  it('refuse bad names, bad concurrency, a second of the same name, and the end of "default"', async () => {
    await lanes.create({ name: 'network' })
    expect((await failureOf(lanes.create({ name: 'a:b', concurrency: 0 }))).details['problems']).toHaveLength(
      2,
    )
    expect((await failureOf(lanes.create({ name: 'network' }))).code).toBe('lane.name-taken')
    expect((await failureOf(lanes.delete('default'))).code).toBe('lane.needed')
  })
})
