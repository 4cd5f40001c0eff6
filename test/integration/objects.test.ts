import 'reflect-metadata'
import type { INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { DatabaseModule, type Database } from '@director/database'
import { Objects, ObjectsModule } from '@director/objects'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

const AUTHOR = { author: 'ada' }

let test: TestDatabase
let database: Database
let app: INestApplicationContext
let objects: Objects

beforeAll(async () => {
  test = await createTestDatabase()
  database = test.database
  app = await NestFactory.createApplicationContext(
    { module: ObjectsModule, imports: [DatabaseModule.of(database)] },
    { logger: false, abortOnError: false },
  )
  objects = app.get(Objects)
})

afterAll(async () => {
  await app?.close()
  await test?.close()
})

beforeEach(async () => {
  await database.query('TRUNCATE icinga_object, activity, job_definition CASCADE')
})

const activity = () =>
  database.query<Record<string, unknown>>(
    "SELECT action, object_type || ' ' || object_name AS object, author FROM activity ORDER BY id",
  )

const makeJob = (name: string, timePeriod: string) =>
  database.query(
    `INSERT INTO job_definition (name, type, interval_seconds, time_period, time_zone)
     VALUES ($1, 'director.sync', 60, $2, 'UTC')`,
    [name, timePeriod],
  )

describe('objects', () => {
  it('are created, shown, changed in part and deleted, each with an audit entry', async () => {
    await objects.create({ type: 'Host', name: 'linux', kind: 'template', check_interval: '5m' }, AUTHOR)
    const made = await objects.create(
      {
        type: 'Host',
        name: 'web1',
        imports: 'linux',
        address: '192.0.2.1',
        notes: 'n',
        vars: { a: 1, b: 2 },
      },
      AUTHOR,
    )
    expect(made).toMatchObject({ kind: 'object', imports: ['linux'], revision: 1, ownerRule: null })
    const changes = { address: '192.0.2.2', notes: null, vars: { b: null, c: 3 } }
    const edited = await objects.edit('host', 'web1', changes, AUTHOR)
    expect(edited).toMatchObject({ properties: { address: '192.0.2.2' }, vars: { a: 1, c: 3 }, revision: 2 })
    expect(Object.keys(edited.properties)).toEqual(['address'])
    await objects.delete('Host', 'web1', AUTHOR)
    await expect(objects.get('Host', 'web1')).rejects.toMatchObject({ code: 'object.unknown' })
    expect(await activity()).toEqual([
      { action: 'create', object: 'Host linux', author: 'ada' },
      { action: 'create', object: 'Host web1', author: 'ada' },
      { action: 'modify', object: 'Host web1', author: 'ada' },
      { action: 'delete', object: 'Host web1', author: 'ada' },
    ])
  })

  it('keep revision and audit trail when an edit changes nothing', async () => {
    await objects.create({ type: 'Host', name: 'web1', address: '192.0.2.1' }, AUTHOR)
    expect((await objects.edit('Host', 'web1', { address: '192.0.2.1' }, AUTHOR)).revision).toBe(1)
    expect(await activity()).toHaveLength(1)
  })

  it('are listed by name, kind and page', async () => {
    await objects.save(
      ['a', 'b', 'B2', 'c'].map((name) => ({
        type: 'Host',
        name,
        kind: name === 'c' ? 'template' : 'object',
      })),
      AUTHOR,
    )
    const names = async (query: Record<string, unknown>) =>
      (await objects.list({ type: 'Host', limit: 10, ...query })).map((object) => object.name)
    expect(await names({})).toEqual(['B2', 'a', 'b', 'c'])
    expect(await names({ kind: 'template' })).toEqual(['c'])
    expect(await names({ nameContains: 'b' })).toEqual(['B2', 'b'])
    expect(await names({ afterName: 'a', limit: 1 })).toEqual(['b'])
  })

  const refused: readonly [string, string, Record<string, unknown>][] = [
    ['an unknown type', 'object.invalid', { type: 'Hots', name: 'a' }],
    ['an unknown property', 'object.invalid', { type: 'Host', name: 'a', adress: 'x' }],
    ['a value of the wrong kind', 'object.invalid', { type: 'Host', name: 'a', check_interval: 'soon' }],
    [
      'ranges Icinga refuses',
      'object.invalid',
      { type: 'TimePeriod', name: 'a', ranges: { 'monday 0': '09:00-17:00' } },
    ],
    ['a missing template', 'object.missing-reference', { type: 'Host', name: 'a', imports: ['gone'] }],
    ['an object as template', 'object.missing-reference', { type: 'Host', name: 'a', imports: ['plain'] }],
    ['a missing group', 'object.missing-reference', { type: 'Host', name: 'a', groups: ['gone'] }],
    ['a missing time period', 'object.missing-reference', { type: 'Host', name: 'a', check_period: 'gone' }],
    ['a name that is taken', 'object.exists', { type: 'Host', name: 'plain' }],
  ]
  it.each(refused)('are refused for %s, and nothing is written', async (_title, code, written) => {
    await objects.create({ type: 'Host', name: 'plain' }, AUTHOR)
    await expect(objects.create(written, AUTHOR)).rejects.toMatchObject({ code })
    expect(await activity()).toHaveLength(1)
  })

  it('lose no change when two people edit the same one', async () => {
    await objects.create({ type: 'Host', name: 'web1' }, AUTHOR)
    const edits = await Promise.allSettled([
      objects.edit('Host', 'web1', { address: '192.0.2.1' }, AUTHOR),
      objects.edit('Host', 'web1', { notes: 'n' }, AUTHOR),
    ])
    const lost = edits.filter((edit) => edit.status === 'rejected')
    const { properties } = await objects.get('Host', 'web1')
    expect(Object.keys(properties)).toHaveLength(2 - lost.length)
    for (const edit of lost) expect(edit.reason).toMatchObject({ code: 'object.changed-meanwhile' })
  })
})

describe('templates', () => {
  it('may not import one another in a loop; the path is told', async () => {
    await objects.create({ type: 'Host', name: 'a', kind: 'template' }, AUTHOR)
    await objects.create({ type: 'Host', name: 'b', kind: 'template', imports: ['a'] }, AUTHOR)
    await expect(objects.edit('Host', 'a', { imports: ['b'] }, AUTHOR)).rejects.toMatchObject({
      code: 'template.loop',
      message: expect.stringContaining('a -> b -> a'),
    })
    expect((await objects.get('Host', 'a')).imports).toEqual([])
  })

  it('can be neither deleted nor renamed while they are imported', async () => {
    await objects.save(
      [
        { type: 'Host', name: 'web1', imports: ['linux'] },
        { type: 'Host', name: 'linux', kind: 'template' },
      ],
      AUTHOR,
    )
    const inUse = { code: 'object.in-use', message: expect.stringContaining('is used by Host "web1"') }
    await expect(objects.delete('Host', 'linux', AUTHOR)).rejects.toMatchObject(inUse)
    await expect(objects.edit('Host', 'linux', { name: 'unix' }, AUTHOR)).rejects.toMatchObject(inUse)
    await expect(objects.edit('Host', 'linux', { kind: 'object' }, AUTHOR)).rejects.toMatchObject(inUse)
    await objects.delete('Host', 'web1', AUTHOR)
    expect((await objects.edit('Host', 'linux', { name: 'unix' }, AUTHOR)).name).toBe('unix')
  })
})

describe('time periods', () => {
  const period = { type: 'TimePeriod', name: 'nights', ranges: { monday: '22:00-24:00' } }

  it('cannot be deleted or renamed while a job uses them; the jobs are named', async () => {
    await objects.create(period, AUTHOR)
    await makeJob('import cmdb', 'nights')
    await makeJob('deploy', 'nights')
    const inUse = {
      code: 'object.in-use',
      message: expect.stringContaining('is used by job "deploy", job "import cmdb"'),
    }
    await expect(objects.delete('TimePeriod', 'nights', AUTHOR)).rejects.toMatchObject(inUse)
    await expect(objects.edit('TimePeriod', 'nights', { name: 'x' }, AUTHOR)).rejects.toMatchObject(inUse)
    await database.query('DELETE FROM job_definition')
    await objects.delete('TimePeriod', 'nights', AUTHOR)
  })

  it('cannot be deleted while a host or another period names them', async () => {
    await objects.create(period, AUTHOR)
    await objects.create({ type: 'TimePeriod', name: 'all', includes: ['nights'] }, AUTHOR)
    await objects.create({ type: 'Host', name: 'web1', check_period: 'nights' }, AUTHOR)
    await expect(objects.delete('TimePeriod', 'nights', AUTHOR)).rejects.toMatchObject({
      code: 'object.in-use',
      message: expect.stringContaining('is used by Host "web1", TimePeriod "all"'),
    })
  })

  it('may not include one another in a circle', async () => {
    const circle = [
      { ...period, name: 'a', includes: ['b'] },
      { ...period, name: 'b', excludes: ['a'] },
    ]
    await expect(objects.save(circle, AUTHOR)).rejects.toMatchObject({ code: 'object.invalid' })
    expect(await activity()).toEqual([])
  })

  it('may name themselves, as in Icinga', async () => {
    await objects.create({ ...period, includes: ['nights'] }, AUTHOR)
    expect((await objects.get('TimePeriod', 'nights')).properties).toMatchObject({ includes: ['nights'] })
  })

  it('cannot be edited into a circle, through a template neither; the way round is told', async () => {
    const stored = [
      { ...period, name: 'a', includes: ['b'] },
      { ...period, name: 'b', imports: ['t'] },
      { ...period, name: 't', kind: 'template' },
    ]
    await objects.save(stored, AUTHOR)
    await expect(objects.edit('TimePeriod', 'b', { excludes: ['a'] }, AUTHOR)).rejects.toMatchObject({
      code: 'object.invalid',
      message: expect.stringContaining('b → a → b'),
    })
    await expect(objects.edit('TimePeriod', 't', { includes: ['a'] }, AUTHOR)).rejects.toMatchObject({
      code: 'object.invalid',
    })
    expect((await objects.get('TimePeriod', 'b')).revision).toBe(1)
    expect((await objects.get('TimePeriod', 't')).revision).toBe(1)
  })

  it('are refused with Icinga’s own reason', async () => {
    await objects.create(period, AUTHOR)
    const create = { ...period, name: 'days', ranges: { 'day 1-15': '09:00-17:00' } }
    const reason = "(Icinga 2: Invalid time specification 'day 1-15': Can't convert '1-15' to an integer.)"
    await expect(objects.create(create, AUTHOR)).rejects.toThrow(reason)
    await expect(
      objects.edit('TimePeriod', 'nights', { ranges: { monday: '9-17' } }, AUTHOR),
    ).rejects.toThrow("(Icinga 2: Invalid time range definition '9-17': Invalid time specification: 9)")
    await expect(objects.edit('TimePeriod', 'nights', { excludes: ['gone'] }, AUTHOR)).rejects.toThrow(
      'excludes: TimePeriod "gone" does not exist as an object',
    )
    expect((await objects.get('TimePeriod', 'nights')).revision).toBe(1)
  })
})

describe('saving several objects', () => {
  const file = [
    { type: 'Host', name: 'web1', imports: ['linux'], groups: ['web'] },
    { type: 'Host', name: 'linux', kind: 'template', vars: { os: 'linux' } },
    { type: 'HostGroup', name: 'web' },
  ]

  it('may name one another; a second time nothing changes', async () => {
    expect(await objects.save(file, AUTHOR)).toEqual({ created: 3, changed: 0, unchanged: 0 })
    expect(await objects.save(file, AUTHOR)).toEqual({ created: 0, changed: 0, unchanged: 3 })
    const changed = [{ ...file[0], address: '192.0.2.1' }, file[1], file[2]]
    expect(await objects.save(changed, AUTHOR)).toEqual({ created: 0, changed: 1, unchanged: 2 })
  })

  it('lists the problems of all of them and writes none', async () => {
    const written = [
      ...file,
      { type: 'Host', name: 'a', volatile: 'maybe' },
      'text',
      { type: 'Host', name: 'web1' },
    ]
    await expect(objects.save(written, AUTHOR)).rejects.toMatchObject({
      code: 'object.invalid',
      message: expect.stringMatching(/Host "a": volatile: .*object 5: .*Host "web1": name: /),
    })
    expect(await activity()).toEqual([])
  })
})
