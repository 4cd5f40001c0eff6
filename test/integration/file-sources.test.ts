import 'reflect-metadata'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { DatabaseModule, ImportedRowStore } from '@director/database'
import { ImportJob, ImportSources, ImportsModule } from '@director/imports'
import { runJob } from '@director/kit'
import { openSecretBox, SecretBoxModule } from '@director/secrets'
import { SourcesModule } from '@director/sources'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../support/test-database.js'

let test: Awaited<ReturnType<typeof createTestDatabase>>
let context: INestApplicationContext
let sources: ImportSources
let folder: string

beforeAll(async () => {
  test = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'director-file-sources-'))
  for (const name of ['allowed', 'elsewhere']) await mkdir(join(folder, name))
  await symlink(join(folder, 'allowed'), join(folder, 'link'))
  const secretBox = openSecretBox({ keyFromEnvironment: 'ab'.repeat(32), keyFile: '/nowhere' })
  const files = SourcesModule.forFilesIn(join(folder, 'allowed'), [
    join(folder, 'link'),
    join(folder, 'allowed'),
  ])
  const imports = [DatabaseModule.of(test.database), SecretBoxModule.of(secretBox), files, ImportsModule]
  class TestModule {}
  context = await NestFactory.createApplicationContext({ module: TestModule, imports }, { logger: false })
  sources = context.get(ImportSources)
})

afterAll(async () => {
  await context?.close()
  await test?.close()
  await rm(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  await test.database.query('DELETE FROM import_source')
  await rm(join(folder, 'allowed'), { recursive: true, force: true })
  await mkdir(join(folder, 'allowed'))
})

const write = (name: string, content: string | Buffer) => writeFile(join(folder, 'allowed', name), content)

const define = (format: string, settings: object) =>
  sources.create({ name: 'cmdb', type: `director.${format}-file`, keyColumn: 'name', settings })

const runImport = () => runJob(context.get(ImportJob), { settings: { source: 'cmdb' } })

async function stored(): Promise<unknown[]> {
  const rows: unknown[] = []
  for await (const { data } of context.get(ImportedRowStore, { strict: false }).streamCurrentRows('cmdb')) {
    rows.push(data)
  }
  return rows
}

const GOOD: Readonly<Record<string, string>> = {
  csv: 'name,os\nweb1,linux\n',
  tsv: 'name\tos\nweb1\tlinux\n',
  json: '[{"name": "web1", "os": "linux"}]',
  yaml: '- name: web1\n  os: linux\n',
  xml: '<hosts><host name="web1"><os>linux</os></host></hosts>',
}

describe('a file', () => {
  it.each(Object.keys(GOOD))('of the format %s becomes rows', async (format) => {
    await write('hosts', GOOD[format] ?? '')
    await define(format, { path: 'hosts' })
    expect((await runImport()).message).toBe('cmdb: 1 rows, 1 created, 0 changed, 0 removed')
    expect(await stored()).toEqual([{ name: 'web1', os: 'linux' }])
  })

  it.each([
    ['csv', 'name,os\nweb1,linux\nweb2,"lin', 'source.incomplete'],
    ['csv', Buffer.from('name,os\nweb1,Z\xfcrich\n', 'latin1'), 'source.not-utf8'],
    ['tsv', 'name\tos\nweb1\tlinux\nweb2\n', 'source.uneven-columns'],
    ['tsv', 'name\tos\nweb1\tli\0nux\n', 'source.nul-byte'],
    ['json', '[{"name": "web1"}, {"na', 'source.malformed'],
    ['yaml', '- name: web1\n- name: "web2', 'source.malformed'],
    ['yaml', Buffer.from('- name: web1\n- name: Z\xfcrich\n', 'latin1'), 'source.not-utf8'],
    ['xml', '<hosts><host name="web1"/><host', 'source.incomplete'],
    ['xml', Buffer.from('<hosts><host name="web1"/></hosts>', 'utf16le'), 'source.nul-byte'],
    [
      'xml',
      '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a><r n="&b;"/></a>',
      'source.refused-doctype',
    ],
    ['xlsx', 'name,os\nweb1,linux\n', 'source.malformed'],
  ])(
    'of the format %s that is wrong stores nothing and leaves the last good rows (%#)',
    async (format, content, code) => {
      await write('good', GOOD['csv'] ?? '')
      await write('bad', content)
      await sources.create({
        name: 'cmdb',
        type: 'director.csv-file',
        keyColumn: 'name',
        settings: { path: 'good' },
      })
      await runImport()
      const before = await stored()
      await sources.create({
        name: 'bad',
        type: `director.${format}-file`,
        keyColumn: 'name',
        settings: { path: 'bad' },
      })
      const run = await runJob(context.get(ImportJob), { settings: { source: 'bad' } })
      expect([run.state, run.error?.code]).toEqual(['failed', code])
      expect(run.message).toMatch(/^import source "bad": bad/)
      const [found] = await test.database.query<{ rows: string; runs: string }>(
        'SELECT (SELECT count(*) FROM imported_row) AS rows, (SELECT count(*) FROM import_run) AS runs',
      )
      expect(found).toEqual({ rows: '1', runs: '1' })
      expect(await stored()).toEqual(before)
    },
  )
})

describe('a pattern', () => {
  it('reads all its files, each with its own columns, and keeps their names where asked', async () => {
    await write('b.csv', 'name,os\nweb2,linux\n')
    await write('a.csv', 'os,name\nbsd,web1\n')
    await write('c.txt', 'no csv')
    await define('csv', { path: '*.csv', fileNameColumn: 'file' })
    expect((await runImport()).message).toBe('cmdb: 2 rows, 2 created, 0 changed, 0 removed')
    expect(await stored()).toEqual([
      { name: 'web1', os: 'bsd', file: 'a.csv' },
      { name: 'web2', os: 'linux', file: 'b.csv' },
    ])
  })

  it('fails as a whole when one file is wrong, naming it', async () => {
    await write('a.csv', 'name\nweb1\n')
    await write('b.csv', 'name\nweb2,linux\n')
    await define('csv', { path: './*.csv' })
    const run = await runImport()
    expect(run.message).toMatch(/^import source "cmdb": b\.csv: line 2 \(row 1\)/)
    expect(await stored()).toEqual([])
  })

  it.each([
    ['that no file matches', { path: '*.csv' }, 'source.file-missing', 'no file matches *.csv'],
    ['in a missing directory', { path: 'x/*.csv' }, 'source.file-missing', 'does not exist'],
    [
      'that leaves the directories for imports',
      { path: '../elsewhere/*' },
      'source.forbidden-file',
      'lies outside',
    ],
    ['whose column for names is taken', { path: '*', fileNameColumn: 'os' }, 'source.bad-header', 'already'],
  ])('%s fails', async (_kind, settings, code, message) => {
    await write('hosts', GOOD['csv'] ?? '')
    await define('csv', settings)
    const { error } = await runImport()
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) })
  })
})

describe('directories for imports', () => {
  const forbidden = async (path: string) => {
    await define('csv', { path })
    return (await runImport()).error
  }

  it('may be links, and files in them may be links that stay inside', async () => {
    await write('hosts.csv', GOOD['csv'] ?? '')
    await symlink('hosts.csv', join(folder, 'allowed', 'today.csv'))
    await define('csv', { path: join(folder, 'link', 'today.csv') })
    expect((await runImport()).state).toBe('succeeded')
  })

  it.each(['../elsewhere/hosts.csv', '/etc/passwd', '../allowed-too/hosts.csv', '../elsewhere/nothing'])(
    'are not left by the path %s, whether there is a file or not',
    async (path) => {
      await writeFile(join(folder, 'elsewhere', 'hosts.csv'), GOOD['csv'] ?? '')
      expect(await forbidden(path)).toMatchObject({
        code: 'source.forbidden-file',
        message: `import source "cmdb": the file ${path} lies outside the directories for imports`,
      })
    },
  )

  it('are not left by links to files or directories', async () => {
    await writeFile(join(folder, 'elsewhere', 'hosts.csv'), GOOD['csv'] ?? '')
    await symlink(join(folder, 'elsewhere', 'hosts.csv'), join(folder, 'allowed', 'hosts.csv'))
    await symlink(join(folder, 'elsewhere'), join(folder, 'allowed', 'out'))
    expect(await forbidden('hosts.csv')).toMatchObject({ code: 'source.forbidden-file' })
    await sources.edit('cmdb', { settings: { path: 'out/hosts.csv' } })
    expect((await runImport()).error).toMatchObject({ code: 'source.forbidden-file' })
    await sources.edit('cmdb', { settings: { path: 'out/*' } })
    expect((await runImport()).error).toMatchObject({ code: 'source.forbidden-file' })
  })
})
