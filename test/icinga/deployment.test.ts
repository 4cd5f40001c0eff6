import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { Test, type TestingModule } from '@nestjs/testing'
import { DatabaseModule, DeploymentStore } from '@director/database'
import { ConfigJob, DeploymentsModule, type IcingaTarget } from '@director/deployments'
import { IcingaApi, type IcingaEndpoint } from '@director/icinga-api'
import { runJob, type TestedRun } from '@director/kit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { startIcinga, type IcingaServer } from './icinga-server.js'

let icinga: IcingaServer
let test: TestDatabase
let packageNumber = 0
let target: IcingaTarget
const applications: TestingModule[] = []

const WORDS = `object template include library null true false const var this globals locals use using default apply to
  where import assign ignore function return break continue for if else while throw try except in namespace debugger
  current_filename current_line include_recursive include_zones ignore_on_error`

/** What could go wrong on the way through the DSL. */
const ODD_VARS = {
  text: 'quote " backslash \\ dollar $host.name$ $$ tab \t line \r\n feed \f bell \u0007 back \b vertical \u000b',
  letters: 'Grüße 日本 🎉',
  comment: '/* x */ // y # z {{{ raw }}}',
  numbers: [0, -7, 1.5, 0.1, 1e-7, 12_345_678_901, 2 ** 53 + 2, -0.000_001],
  words: Object.fromEntries(WORDS.split(/\s+/).map((word) => [word, word])),
  'odd key "\\ ü': { '': 'empty', ' ': 'space', '9': 'digit', 'a.b': 'dot', 'a-b': 'dash' },
  mixed: [true, null, 'x', [['nested']], { list: [], dictionary: {} }],
  long: Array.from({ length: 20 }, (_, index) => `element ${index}`),
}

beforeAll(async () => {
  icinga = await startIcinga()
})

afterAll(async () => icinga?.stop())

beforeEach(async () => {
  test = await createTestDatabase()
  // A package of its own for every test; objects of another one would be in the way under the same name.
  target = { ...icinga.endpoint, package: `test-${++packageNumber}` }
  await storeHost(`base-${packageNumber}`, { kind: 'template', properties: { check_command: 'dummy' } })
  await storeHost(`web-${packageNumber}`, {
    imports: [`base-${packageNumber}`],
    properties: { address: '192.0.2.1' },
  })
})

afterEach(async () => {
  await Promise.all(applications.splice(0).map((application) => application.close()))
  await test.close()
})

describe('a Config job with a real Icinga 2', () => {
  it('deploys a valid configuration, whose objects are there when the run is over', async () => {
    const run = await runConfigJob()
    expect(run).toMatchObject({ state: 'succeeded', counters: { deployed: 1 } })
    expect(await hostNames()).toContain(`web-${packageNumber}`)
    expect(await lastDeployment()).toMatchObject({
      state: 'active',
      stage: expect.stringMatching(/^[0-9a-f-]+$/),
      startupLog: expect.stringContaining('Loading configuration'),
      target: `${icinga.endpoint.url} package ${target.package}`,
    })
  })

  it('lets Icinga put hosts into groups, use time periods and inherit from templates', async () => {
    const name = `complete-${packageNumber}`
    await storeObject('TimePeriod', `always-${packageNumber}`, {
      properties: { ranges: { monday: '00:00-24:00', '2026-12-24 - 2026-12-26': '08:00-12:00,13:00-17:00' } },
    })
    await storeObject('HostGroup', `linux-${packageNumber}`, {
      properties: {
        display_name: 'Linux "all"',
        assign_filter: 'host.vars.os=%22Linux%22&host.name=%22complete%2A%22',
      },
    })
    await storeHost(`linux-${packageNumber}`, {
      kind: 'template',
      imports: [`base-${packageNumber}`],
      properties: { check_period: `always-${packageNumber}`, check_interval: 5_400 },
      vars: { os: 'Linux' },
    })
    await storeHost(name, { imports: [`linux-${packageNumber}`] })
    expect(await runConfigJob()).toMatchObject({ state: 'succeeded' })
    expect((await hosts()).find((host) => host.name === name)?.attrs).toMatchObject({
      groups: [`linux-${packageNumber}`],
      check_period: `always-${packageNumber}`,
      check_interval: 5_400,
      zone: 'localhost',
      vars: { os: 'Linux' },
    })
  })

  it('brings custom variables of every kind to Icinga unchanged', async () => {
    await storeHost(`odd-${packageNumber}`, { imports: [`base-${packageNumber}`], vars: ODD_VARS })
    expect(await runConfigJob()).toMatchObject({ state: 'succeeded' })
    const host = (await hosts()).find(({ name }) => name === `odd-${packageNumber}`)
    expect(host?.attrs.vars).toEqual(ODD_VARS)
  })

  it('sends nothing when the same configuration is active', async () => {
    await runConfigJob()
    const before = await findPackage()
    const run = await runConfigJob()
    expect(run.message).toContain('already active')
    expect(run.counters).toMatchObject({ deployed: 0 })
    expect(await findPackage()).toEqual(before)
  })

  it('fails with Icinga’s reason when the configuration is refused; the old one stays active', async () => {
    await runConfigJob()
    const before = await findPackage()
    await storeHost('broken', { properties: { check_command: 'no-such-command' } })
    const run = await runConfigJob()
    expect(run).toMatchObject({ state: 'failed', error: { code: 'deployment.rejected' } })
    expect(run.message).toMatch(
      /object 'broken' of type 'Host'.*'no-such-command' of type 'CheckCommand' does not exist/,
    )
    expect(run.message).toMatch(/Location: in zones\.d\/localhost\/hosts\.conf: 2:/)
    expect((await findPackage())?.activeStage).toBe(before?.activeStage)
    expect(await hostNames()).toContain(`web-${packageNumber}`)
    expect(await lastDeployment()).toMatchObject({
      state: 'rejected',
      startupLog: expect.stringContaining('critical/config'),
    })
  })

  it('does not send a refused configuration again until it changes, and stays failed', async () => {
    await storeHost('broken', { properties: { check_command: 'no-such-command' } })
    await runConfigJob()
    const stages = (await findPackage())?.stages
    const again = await runConfigJob()
    expect(again).toMatchObject({ state: 'failed', error: { code: 'deployment.rejected' } })
    expect(again.message).toContain('no-such-command')
    expect((await findPackage())?.stages).toEqual(stages)
    await test.database.query(`DELETE FROM icinga_object WHERE name = 'broken'`)
    expect(await runConfigJob()).toMatchObject({ state: 'succeeded', counters: { deployed: 1 } })
  })

  it('deletes old stages and keeps the active one', async () => {
    for (let round = 1; round <= 3; round++) {
      await storeHost(`round-${packageNumber}-${round}`, { imports: [`base-${packageNumber}`] })
      expect((await runConfigJob()).state).toBe('succeeded')
    }
    const { stages, activeStage } = (await findPackage()) ?? { stages: [] }
    expect(stages).toHaveLength(2)
    expect(stages).toContain(activeStage)
  })

  it('finds out what became of a deployment whose run was ended during the validation', async () => {
    const controller = new AbortController()
    const ended = runConfigJob({}, { signal: controller.signal })
    await until(async () => (await lastDeployment())?.state === 'validating')
    controller.abort(new Error('worker shuts down'))
    expect(await ended).toMatchObject({ state: 'failed', message: 'worker shuts down' })
    expect(await lastDeployment()).toMatchObject({ state: 'validating', finishedAt: null })
    await until(async () => (await findPackage())?.activeStage !== undefined)
    expect((await runConfigJob()).message).toContain('already active')
    expect(await lastDeployment()).toMatchObject({ state: 'active', finishedAt: expect.any(Date) })
  })

  it('names the zones Icinga knows when objects would go to another one', async () => {
    const run = await runConfigJob({}, { masterZone: 'master' })
    expect(run).toMatchObject({ state: 'failed', error: { code: 'deployment.unknown-zone' } })
    expect(run.error).toMatchObject({
      expected: expect.stringContaining('"localhost"'),
      received: '"master"',
    })
    expect(await lastDeployment()).toMatchObject({ state: 'failed' })
  })

  it('says that user or password are wrong', async () => {
    target = { ...target, password: 'wrong' }
    const run = await runConfigJob()
    expect(run).toMatchObject({ state: 'failed', error: { code: 'icinga.refused-login' } })
    expect(JSON.stringify(run)).not.toContain('wrong"')
  })

  it('says which permissions a user lacks', async () => {
    target = { ...icinga.reader, package: target.package }
    const run = await runConfigJob()
    expect(run).toMatchObject({ state: 'failed', error: { code: 'icinga.forbidden' } })
    expect(run.error?.remedy).toBe('Add config/modify, status/query to the ApiUser object in Icinga')
  })

  it('says that nothing answers when Icinga is down', async () => {
    target = { ...target, url: 'https://localhost:1' }
    const run = await runConfigJob()
    expect(run).toMatchObject({ state: 'failed', error: { code: 'icinga.unreachable' } })
    expect(run.message).toContain('https://localhost:1: nothing answers there')
  })

  it('does not talk to an Icinga whose certificate nobody vouches for', async () => {
    const { caFile: _, ...withoutCa } = target
    target = withoutCa
    expect(await runConfigJob()).toMatchObject({ error: { code: 'icinga.certificate-not-trusted' } })
    target = {
      ...icinga.endpoint,
      url: icinga.endpoint.url.replace('localhost', '127.0.0.1'),
      package: target.package,
    }
    expect(await runConfigJob()).toMatchObject({
      error: { code: 'icinga.certificate-not-trusted', message: expect.stringContaining('for another host') },
    })
  })

  it('waits while another package update is running', async () => {
    await storeHost('broken', { properties: { check_command: 'no-such-command' } })
    const api = new IcingaApi(icinga.endpoint)
    await api.createPackage('other')
    await api.uploadStage('other', { 'conf.d/empty.conf': '// nothing\n' })
    expect(await runConfigJob()).toMatchObject({ error: { code: 'deployment.rejected' } })
    expect(icinga.log()).toContain('Locked')
  })
})

interface RunOptions {
  readonly masterZone?: string
  readonly signal?: AbortSignal
}

async function runConfigJob(settings: object = {}, options: RunOptions = {}): Promise<TestedRun> {
  const { masterZone = icinga.zone, ...run } = options
  const application = await Test.createTestingModule({
    imports: [
      DatabaseModule.of(test.database),
      DeploymentsModule.to({ masterZone, directory: '/nowhere', icinga: target }),
    ],
  }).compile()
  applications.push(application)
  return runJob(application.get(ConfigJob), { settings: { waitSeconds: 30, ...settings }, ...run })
}

interface StoredObject {
  readonly kind?: string
  readonly imports?: readonly string[]
  readonly properties?: object
  readonly vars?: object
}

function storeHost(name: string, host: StoredObject): Promise<void> {
  return storeObject('Host', name, host)
}

async function storeObject(type: string, name: string, object: StoredObject): Promise<void> {
  const { kind = 'object', imports = [], properties = {}, vars = {} } = object
  await test.database.query(
    `INSERT INTO icinga_object (type, name, kind, imports, properties, vars)
     VALUES ($1, $2, $3::object_kind, $4, $5, $6)`,
    [type, name, kind, imports, properties, vars],
  )
}

async function findPackage() {
  return (await new IcingaApi(icinga.endpoint).packages()).find(({ name }) => name === target.package)
}

async function lastDeployment() {
  return (await new DeploymentStore(test.database).listLatest(1))[0]
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited in vain:\n${icinga.log()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

interface KnownHost {
  readonly name: string
  readonly attrs: {
    readonly vars: unknown
    readonly groups: readonly string[]
    readonly check_period: string
    readonly check_interval: number
    readonly zone: string
  }
}

async function hostNames(): Promise<readonly string[]> {
  return (await hosts()).map(({ name }) => name)
}

async function hosts(): Promise<readonly KnownHost[]> {
  return (await getJson(icinga.endpoint, '/v1/objects/hosts')).results
}

function getJson(
  endpoint: IcingaEndpoint,
  path: string,
): Promise<{ readonly results: readonly KnownHost[] }> {
  return new Promise((resolve, reject) => {
    const options = {
      ca: readFileSync(endpoint.caFile ?? ''),
      auth: `${endpoint.user}:${endpoint.password}`,
      headers: { accept: 'application/json' },
    }
    const received = (reply: IncomingMessage) => void text(reply).then(JSON.parse).then(resolve, reject)
    request(new URL(path, endpoint.url), options, received).on('error', reject).end()
  })
}
