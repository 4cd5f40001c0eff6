import 'reflect-metadata'
import { describeError } from '@director/errors'
import { IcingaApi } from '@director/icinga-api'
import { IcingaObjectsSettings, IcingaObjectsSource } from '@director/sources'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { failureOf, readAll, sourceContext } from '../support/sources/read-source.js'
import { startIcinga, type IcingaServer } from './icinga-server.js'

type Settings = z.input<typeof IcingaObjectsSettings>

const OBJECTS = `
template Host "base" { check_command = "hostalive", check_interval = 5m, vars.os = "Linux" }
object Host "web1" {
  import "base"
  display_name = "Web 1"
  address = "192.0.2.1"
  groups = [ "linux" ]
  vars.disks = { "/" = { warn = 10, crit = 5.5 } }
  vars.tags = [ "a", "Büro" ]
  notes = "first\\nsecond"
  enable_notifications = false
}
object HostGroup "linux" { display_name = "Linux hosts" }
object UserGroup "admins" { display_name = "Admins" }
object User "anna" { email = "anna@example.com", groups = [ "admins" ], vars.team = "night" }
object CheckCommand "my-ping" {
  command = [ PluginDir + "/check_ping" ]
  arguments = { "-H" = { value = "$address$", required = true }, "-x" = { set_if = {{ return true }} } }
  timeout = 30
  vars.packets = 3
}
object NotificationCommand "my-mail" { command = [ "/bin/mail" ] }
object Endpoint "agent1" { host = "192.0.2.9" }
object Zone "agents" { endpoints = [ "agent1" ], parent = ZoneName }
`

const source = new IcingaObjectsSource()
let icinga: IcingaServer

beforeAll(async () => {
  icinga = await startIcinga()
  await deploy('inventory', OBJECTS)
  await deploy('director', 'object Host "deployed by the director" { check_command = "dummy" }')
})

afterAll(async () => icinga?.stop())

/** Icinga checks an upload and reloads; it is done when the package's stage is active and the API answers again. */
async function deploy(name: string, configuration: string): Promise<void> {
  const api = new IcingaApi(icinga.endpoint)
  const { startedAt } = await api.process()
  await api.createPackage(name)
  const stage = await api.uploadStage(name, { 'conf.d/objects.conf': configuration })
  const deadline = performance.now() + 30_000
  for (;;) {
    const process = await api.process().catch(() => undefined)
    if (process !== undefined && process.startedAt !== startedAt) return
    if (performance.now() > deadline) throw new Error(await api.readFile(name, stage, 'startup.log'))
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const contextOf = (
  objectType: Settings['objectType'],
  fields: Partial<Settings> = {},
  signal?: AbortSignal,
) => sourceContext(IcingaObjectsSettings, { ...icinga.endpoint, objectType, ...fields }, signal)

async function rowOf(objectType: Settings['objectType'], name: string) {
  return (await readAll(source, contextOf(objectType))).find((row) => row['object_name'] === name)
}

describe('objects of a real Icinga 2', () => {
  it('are hosts with templates, groups and nested variables', async () => {
    expect(await readAll(source, contextOf('Host'))).toEqual([
      expect.objectContaining({
        object_name: 'web1',
        object_type: 'external_object',
        display_name: 'Web 1',
        address: '192.0.2.1',
        address6: null,
        imports: ['base'],
        groups: ['linux'],
        vars: { os: 'Linux', disks: { '/': { warn: 10, crit: 5.5 } }, tags: ['a', 'Büro'] },
        check_command: 'hostalive',
        check_interval: 300,
        check_period: null,
        enable_notifications: false,
        enable_active_checks: true,
        volatile: false,
        zone: null,
        notes: 'first\nsecond',
      }),
    ])
  })

  it('include those of the director when they are asked for', async () => {
    const rows = await readAll(source, contextOf('Host', { excludedPackage: 'another' }))
    expect(rows.map((row) => row['object_name']).toSorted()).toEqual(['deployed by the director', 'web1'])
  })

  it.each([
    ['HostGroup', 'linux', { display_name: 'Linux hosts' }],
    ['UserGroup', 'admins', { display_name: 'Admins' }],
    ['User', 'anna', { email: 'anna@example.com', groups: ['admins'], vars: { team: 'night' } }],
    ['NotificationCommand', 'my-mail', { command: ['/bin/mail'], arguments: null, timeout: 60 }],
    ['Endpoint', 'agent1', { host: '192.0.2.9', port: '5665', zone: 'agents' }],
    ['Zone', 'agents', { parent: 'localhost', is_global: false }],
    ['Zone', 'director-global', { parent: null, is_global: true }],
  ] as const)('are of the type %s: %s', async (type, name, columns) => {
    expect(await rowOf(type, name)).toMatchObject({
      object_name: name,
      object_type: 'external_object',
      ...columns,
    })
  })

  it('are check commands whose functions are a comment', async () => {
    expect(await rowOf('CheckCommand', 'my-ping')).toMatchObject({
      command: [expect.stringContaining('/check_ping')],
      arguments: {
        '-H': { value: '$address$', required: true },
        '-x': { set_if: expect.stringContaining('/* a function') },
      },
      timeout: 30,
      vars: { packets: 3 },
    })
  })

  it('have the columns that are announced', async () => {
    for (const type of IcingaObjectsSettings.shape.objectType.options) {
      const [row] = await readAll(source, contextOf(type))
      expect(Object.keys(row ?? {}).toSorted()).toEqual(
        [...(await source.columns(contextOf(type)))].toSorted(),
      )
    }
  })
})

describe('a type without objects', () => {
  it('gives none, and no failure', async () => {
    const found: unknown[] = []
    for await (const object of new IcingaApi(icinga.endpoint).objects('dependencies', ['package']))
      found.push(object)
    expect(found).toEqual([])
  })
})

describe('what goes wrong', () => {
  it.each<[string, Partial<Settings>]>([
    ['icinga.refused-login', { password: 'wrong password' }],
    ['icinga.not-found', { user: 'reader', password: 'reading only' }],
    ['icinga.unreachable', { url: 'https://localhost:1' }],
    ['icinga.certificate-not-trusted', { caFile: undefined }],
    ['icinga.ca-file-unreadable', { caFile: '/nowhere.pem' }],
  ])('ends with %s for %j, in terms of the settings and without the password', async (code, wrong) => {
    const failure = await failureOf(source, contextOf('Host', wrong))
    expect(failure).toMatchObject({ code })
    const told = JSON.stringify(describeError(failure))
    expect(told).not.toContain('DIRECTOR_ICINGA')
    expect(told).not.toContain(wrong.password ?? icinga.endpoint.password)
  })

  it('says that Icinga hides what the user may not read', async () => {
    const failure = await failureOf(source, contextOf('Host', { user: 'reader', password: 'reading only' }))
    expect(failure).toMatchObject({ remedy: expect.stringContaining('permissions of the API user') })
  })

  it('is told when the run was stopped', async () => {
    const signal = AbortSignal.abort(new Error('cancelled'))
    await expect(readAll(source, contextOf('Host', {}, signal))).rejects.toThrow('cancelled')
  })
})
