import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../support/test-database.js'

const root = resolve(import.meta.dirname, '../..')
const run = promisify(execFile)

let test: Awaited<ReturnType<typeof createTestDatabase>>
let home: string
let page: Server

beforeAll(async () => {
  test = await createTestDatabase()
  home = mkdtempSync(join(tmpdir(), 'director-extension-'))
  page = createServer((_request, response) => void response.end('hello'))
  await new Promise<void>((listening) => page.listen(0, '127.0.0.1', listening))
})

afterAll(async () => {
  page?.close()
  rmSync(home, { recursive: true, force: true })
  await test?.close()
})

async function director(...words: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [join(root, 'bin/director.js'), ...words], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: test.url,
      DIRECTOR_HOME: home,
      DIRECTOR_EXTENSIONS: './examples/extension',
    },
  })
  return stdout
}

describe('a package of somebody else', () => {
  it('brings a job type that is described, defined and run like the built-in ones', async () => {
    const url = `http://127.0.0.1:${(page.address() as AddressInfo).port}/`
    expect(await director('jobs', 'types', 'acme.fetch-page')).toContain('whole number from 1 to 60')
    await director('jobs', 'create', 'fetch', '--type', 'acme.fetch-page', '--set', `url=${url}`)
    expect(await director('jobs', 'run')).toContain(`✓ fetch: ${url} answered 200`)
  })

  it('brings a property modifier that imports apply like the built-in ones', async () => {
    const hosts = join(home, 'hosts.csv')
    const definition = join(home, 'cmdb.json')
    writeFileSync(hosts, 'fqdn\nweb1.example.com\nweb2.example.com\n')
    const modifier = { type: 'acme.cut-at', property: 'fqdn', target: 'host', settings: { separator: '.' } }
    const source = { name: 'cmdb', type: 'director.csv-file', keyColumn: 'host', settings: { path: hosts } }
    writeFileSync(definition, JSON.stringify({ ...source, modifiers: [modifier] }))
    await director('imports', 'create', '-f', definition)
    await director('jobs', 'create', 'import', '--type', 'director.import')
    expect(await director('jobs', 'run')).toContain('cmdb: 2 rows, 2 created')
    const rows = await test.database.query('SELECT key FROM imported_row ORDER BY key')
    expect(rows).toEqual([{ key: 'web1' }, { key: 'web2' }])
  })
})
