import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Test, type TestingModule } from '@nestjs/testing'
import { DatabaseModule, DeploymentStore } from '@director/database'
import { ConfigJob, DeploymentsModule, StoredConfigurations } from '@director/deployments'
import { runJob } from '@director/kit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

let home: string
let test: TestDatabase
let application: TestingModule

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'director-config-'))
  test = await createTestDatabase()
  application = await Test.createTestingModule({
    imports: [
      DatabaseModule.of(test.database),
      DeploymentsModule.to({ masterZone: 'master', directory: join(home, 'config') }),
    ],
  }).compile()
})

afterEach(async () => {
  await application.close()
  await test.close()
  await rm(home, { recursive: true, force: true })
})

describe('a Config job without an Icinga API', () => {
  it('writes what is in the database and points "current" to it', async () => {
    await storeExample()
    const run = await runConfigJob()
    expect(run).toMatchObject({
      state: 'succeeded',
      counters: { objects: 4, files: 4, newFiles: 4, deployed: 1 },
    })
    expect(await readFile(join(home, 'config/current/zones.d/master/hosts.conf'), 'utf8')).toBe(
      'object Host "web1" {\n    import "base"\n\n    address = "192.0.2.1"\n    vars.os = "Linux"\n}\n\n',
    )
    expect(await readFile(join(home, 'config/current/zones.d/director-global/hostgroups.conf'), 'utf8')).toBe(
      'object HostGroup "linux" {\n    assign where host.vars.os == "Linux"\n}\n\n',
    )
    expect(run.progress.at(-1)).toEqual({ done: 4, total: 4, unit: 'objects' })
  })

  it('stores and writes nothing new when no object changed', async () => {
    await storeExample()
    const first = await runConfigJob()
    const second = await runConfigJob()
    expect(second.message).toContain('already active')
    expect(second.counters).toMatchObject({ newFiles: 0, deployed: 0 })
    expect(await countRows('generated_config')).toBe(1)
    expect(await countRows('deployment')).toBe(1)
    expect(first.message.slice(0, 24)).toBe(second.message.slice(0, 24))
  })

  it('gives the same checksum after rows were updated and moved', async () => {
    await storeExample()
    await runConfigJob()
    await test.database.query('UPDATE icinga_object SET revision = revision + 1')
    expect((await runConfigJob()).message).toContain('already active')
  })

  it('stores only the files that changed', async () => {
    await storeExample()
    await runConfigJob()
    await storeObject({ type: 'Host', name: 'web2', imports: ['base'] })
    expect((await runConfigJob()).counters).toMatchObject({ files: 4, newFiles: 1, deployed: 1 })
    expect(await countRows('generated_file')).toBe(5)
  })

  it('names the host that has no check command and writes nothing', async () => {
    await storeObject({ type: 'Host', name: 'lonely' })
    const run = await runConfigJob()
    expect(run).toMatchObject({ state: 'failed', error: { code: 'config.invalid' } })
    expect(run.message).toContain('Host "lonely": expected a check command')
    expect(await countRows('generated_config')).toBe(0)
    await expect(readdir(join(home, 'config'))).rejects.toThrow(/ENOENT/)
  })

  it('writes again what somebody changed by hand', async () => {
    await storeExample()
    await runConfigJob()
    const path = join(home, 'config/current/zones.d/master/hosts.conf')
    const written = await readFile(path, 'utf8')
    await writeFile(path, 'changed')
    expect((await runConfigJob()).counters).toMatchObject({ deployed: 1 })
    expect(await readFile(path, 'utf8')).toBe(written)
    expect((await readdir(join(home, 'config'))).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it('keeps the last five folders', async () => {
    await storeExample()
    for (let round = 0; round < 8; round++) {
      await test.database.query(`UPDATE icinga_object SET properties = $1 WHERE name = 'web1'`, [
        { address: `192.0.2.${round}` },
      ])
      await runConfigJob()
    }
    const names = await readdir(join(home, 'config'))
    expect(names.filter((name) => name !== 'current')).toHaveLength(5)
    expect(names).toContain(await readlink(join(home, 'config/current')))
  })

  it('renders and stores without writing when deploy is off', async () => {
    await storeExample()
    const run = await runConfigJob({ deploy: false })
    expect(run).toMatchObject({ state: 'succeeded', counters: { deployed: 0, newFiles: 4 } })
    expect(await countRows('deployment')).toBe(0)
  })

  it('waits for the end of the grace period', async () => {
    await storeExample()
    await runConfigJob()
    await storeObject({ type: 'Host', name: 'web2', imports: ['base'] })
    expect((await runConfigJob({ graceSeconds: 600 })).message).toMatch(/too recent, \d+ s of grace remain/)
    expect((await runConfigJob({ graceSeconds: 600, force: true })).counters['deployed']).toBe(1)
  })

  it('does not empty a directory because the database is empty, unless it is forced to', async () => {
    expect((await runConfigJob()).message).toContain('no objects yet')
    await storeExample()
    await runConfigJob()
    await test.database.query('DELETE FROM icinga_object')
    expect(await runConfigJob()).toMatchObject({ state: 'failed', error: { code: 'deployment.would-empty' } })
    expect(await readdir(join(home, 'config/current'))).toEqual(['zones.d'])
    expect((await runConfigJob({ force: true })).state).toBe('succeeded')
  })

  it('fails with the reason when it cannot write', async () => {
    await storeExample()
    await writeFile(join(home, 'config'), 'a file where the folder should be')
    const run = await runConfigJob()
    expect(run).toMatchObject({ state: 'failed', error: { code: 'config.directory-not-writable' } })
    const [last] = await new DeploymentStore(test.database).listLatest(1)
    expect(last).toMatchObject({ state: 'failed' })
  })

  it('marks as lost what a killed process left behind', async () => {
    await storeExample()
    await test.database.query(
      `INSERT INTO deployment (target, state, started_at) VALUES ($1, 'uploading', now() - interval '1 day')`,
      [join(home, 'config/current')],
    )
    await runConfigJob()
    const states = (await new DeploymentStore(test.database).listLatest(5)).map(({ state }) => state)
    expect(states).toEqual(['active', 'lost'])
  })
})

describe('stored configurations', () => {
  it('are compared with one another and with the directory', async () => {
    const stored = application.get(StoredConfigurations)
    await storeExample()
    await runConfigJob()
    const first = await stored.get()
    await storeObject({ type: 'Host', name: 'web2', imports: ['base'] })
    await runConfigJob({ deploy: false })
    const expected = [
      {
        path: 'zones.d/master/hosts.conf',
        kind: 'changed',
        patch: expect.stringContaining('+object Host "web2" {'),
      },
    ]
    expect(await stored.compare(first.checksum.slice(0, 8))).toEqual(expected)
    expect(await stored.compareWithDirectory()).toEqual(expected)
    expect(await stored.compareWithDirectory(first.checksum)).toEqual([])
  })

  it('are not found under a wrong checksum', async () => {
    await expect(application.get(StoredConfigurations).get('beef')).rejects.toMatchObject({
      code: 'config.unknown',
    })
  })
})

async function runConfigJob(settings: Record<string, unknown> = {}) {
  return runJob(application.get(ConfigJob), { settings })
}

async function storeExample(): Promise<void> {
  await storeObject({
    type: 'Host',
    name: 'base',
    kind: 'template',
    properties: { check_command: 'hostalive' },
  })
  await storeObject({
    type: 'Host',
    name: 'web1',
    imports: ['base'],
    properties: { address: '192.0.2.1' },
    vars: { os: 'Linux' },
  })
  await storeObject({
    type: 'HostGroup',
    name: 'linux',
    properties: { assign_filter: 'host.vars.os=%22Linux%22' },
  })
  await storeObject({ type: 'TimePeriod', name: 'always', properties: { ranges: { monday: '00:00-24:00' } } })
}

interface StoredObject {
  readonly type: string
  readonly name: string
  readonly kind?: string
  readonly imports?: readonly string[]
  readonly properties?: object
  readonly vars?: object
}

async function storeObject({
  type,
  name,
  kind = 'object',
  imports = [],
  properties = {},
  vars = {},
}: StoredObject) {
  await test.database.query(
    'INSERT INTO icinga_object (type, name, kind, imports, properties, vars) VALUES ($1, $2, $3::object_kind, $4, $5, $6)',
    [type, name, kind, imports, properties, vars],
  )
}

async function countRows(table: string): Promise<number> {
  const [row] = await test.database.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)
  return row?.count ?? 0
}
