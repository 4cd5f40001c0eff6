import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

const run = promisify(execFile)
const program = resolve(import.meta.dirname, '../../bin/director.js')

let test: TestDatabase
let directory: string

beforeAll(async () => {
  test = await createTestDatabase()
  directory = mkdtempSync(join(tmpdir(), 'director-data-lists-cli-'))
})

afterAll(async () => {
  rmSync(directory, { recursive: true, force: true })
  await test?.close()
})

beforeEach(async () => {
  await test.database.query('DELETE FROM data_list')
})

const options = () => ({
  cwd: directory,
  env: { PATH: process.env['PATH'], DATABASE_URL: test.url, DIRECTOR_HOME: join(directory, 'home') },
})

async function director(...words: readonly string[]): Promise<string> {
  return (await run(process.execPath, [program, ...words], options())).stdout
}

async function failureOf(...words: readonly string[]): Promise<string> {
  const failure: unknown = await director(...words).catch((error: unknown) => error)
  return String(Object(failure).stderr)
}

describe('director data-lists', () => {
  it('makes a list of a table and gives it back as YAML, JSON and CSV', async () => {
    writeFileSync(join(directory, 'sites.csv'), 'name;value\nber;Berlin\nham;"Hamburg, port"\n')
    expect(await director('data-lists', 'create', 'sites', '--entries', 'sites.csv')).toBe(
      '✓ data list "sites" created, 2 entries\n',
    )
    expect(await director('data-lists', 'show', 'sites')).toContain('  ham: Hamburg, port')
    expect(JSON.parse(await director('data-lists', 'show', 'sites', '--json'))).toMatchObject({
      name: 'sites',
      entries: { ber: 'Berlin', ham: 'Hamburg, port' },
    })
    expect(await director('data-lists', 'show', 'sites', '--csv')).toBe(
      'name,value\nber,Berlin\nham,"Hamburg, port"\n',
    )
  })

  it('sets and takes away entries, and says what became of the list', async () => {
    await director('data-lists', 'create', 'ports')
    expect(await director('data-lists', 'set', 'ports', '--as-json', 'web=[80,443]', 'ssh=22')).toBe(
      '✓ data list "ports" changed: 2 entries set, now revision 2\n',
    )
    expect(await director('data-lists', 'unset', 'ports', 'ssh')).toContain('1 entry removed, now revision 3')
    expect(JSON.parse(await director('data-lists', 'list', '--json'))).toMatchObject([
      { name: 'ports', entryCount: 1, revision: 3 },
    ])
  })

  it('takes what show printed through a pipe, however late it comes', async () => {
    writeFileSync(join(directory, 'sites.json'), '{ "name": "sites", "entries": { "ber": "Bonn" } }')
    await director('data-lists', 'create', '-f', 'sites.json')
    const pipe = '"$0" "$1" data-lists show sites | sed s/Bonn/Berlin/ | "$0" "$1" data-lists edit sites -f -'
    const { stdout } = await run('sh', ['-c', pipe, process.execPath, program], options())
    expect(stdout).toContain('1 entry set')
    expect(await director('data-lists', 'show', 'sites', '--csv')).toContain('ber,Berlin')
  })

  it.each([
    [['set', 'sites', 'berlin'], 'expected name=value'],
    [['set', 'sites', 'a=b', '--entries', 'x.csv'], 'entries are given twice'],
    [['set', 'sites', '--as-json', 'a=b'], 'because of --as-json'],
    [['set', 'sties', 'a=b'], 'expected "sites"?'],
    [['unset', 'sites', 'bre'], 'expected "ber"?'],
    [['edit', 'sites', '--revision', '7', '--description', 'x'], 'changed or deleted by somebody else'],
    [['create', '--description', 'x'], 'name: expected text'],
  ])('refuses %j', async (words, problem) => {
    await test.database.query(`
      WITH list AS (INSERT INTO data_list (name) VALUES ('sites') RETURNING id)
      INSERT INTO data_list_entry SELECT id, 'ber', '"Berlin"' FROM list`)
    expect(await failureOf('data-lists', ...words)).toContain(problem)
  })
})

describe('director imports create', () => {
  it('warns of a data list that does not exist', async () => {
    writeFileSync(join(directory, 'hosts.csv'), 'name,site\nweb1,ber\n')
    const source = {
      name: 'cmdb',
      type: 'director.csv-file',
      keyColumn: 'name',
      settings: { path: 'hosts.csv' },
      modifiers: [{ type: 'director.map', property: 'site', settings: { datalist: 'nowhere' } }],
    }
    writeFileSync(join(directory, 'cmdb.json'), JSON.stringify(source))
    const created = await director('imports', 'create', '-f', 'cmdb.json')
    expect(created).toContain('import source "cmdb" created')
    expect(created).toContain('! modifier 1 (director.map): there is no data list "nowhere" yet')
  })
})
