#!/usr/bin/env node
// Stand-in for Prisma's native schema engine: same JSON-RPC on stdio, WASM engine + pg adapter underneath.
import fs from 'node:fs'
import path from 'node:path'
import readline from 'node:readline'
import { createRequire } from 'node:module'
import pg from 'pg'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
const argv = process.argv,
  after = (f) => argv[argv.indexOf(f) + 1]
const url = new URL(
  argv.includes('--datasource') ? JSON.parse(after('--datasource')).url : 'postgres://127.0.0.1/none',
)
const main = decodeURIComponent(url.pathname.slice(1))
// discrete fields: a connectionString would override `database` below
const cfg = (database) => ({
  host: url.hostname,
  port: Number(url.port || 5432),
  user: decodeURIComponent(url.username),
  password: decodeURIComponent(url.password),
  database,
  max: 2,
})
const sql = async (db, text) => {
  const c = new pg.Client(cfg(db))
  await c.connect()
  try {
    await c.query(text)
  } finally {
    await c.end()
  }
}
const q = (s) => '"' + s.replaceAll('"', '""') + '"'
if (argv.includes('cli')) {
  // one-shot sub-commands
  try {
    const cmd = after('cli')
    if (cmd === 'can-connect-to-database') await sql(main, 'select 1')
    else await sql('postgres', `${cmd === 'create-database' ? 'CREATE' : 'DROP'} DATABASE ${q(main)}`)
    process.exit(0)
  } catch (e) {
    const error_code =
      { '3D000': 'P1003', '28P01': 'P1000', ECONNREFUSED: 'P1001', ENOTFOUND: 'P1001' }[e.code] ?? 'P1010'
    console.error('{}') // the CLI skips the first stderr line
    console.error(
      JSON.stringify({
        level: 'ERROR',
        target: 'schema_engine::logger',
        fields: { message: e.message, is_panic: false, error_code, meta: {} },
      }),
    )
    process.exit(1)
  }
}
const dir = path.dirname(
  createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'),
)
const bg = await import(new URL('file://' + path.join(dir, 'schema_engine_bg.js')))
globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (m) => console.error(m) }
const { instance } = await WebAssembly.instantiate(fs.readFileSync(path.join(dir, 'schema_engine_bg.wasm')), {
  './schema_engine_bg.js': bg,
})
bg.__wbg_set_wasm(instance.exports)
instance.exports.__wbindgen_start?.()
const patch = (a) => {
  const io = a.performIO.bind(a),
    raw = a.queryRaw.bind(a),
    begin = a.startTransaction?.bind(a)
  let chars = []
  a.performIO = async (x) => {
    const r = await io(x)
    chars = []
    ;(r.fields ?? []).forEach((f, i) => {
      if (f.dataTypeID === 18) {
        chars.push(i)
        f.dataTypeID = 25
      }
    })
    return r
  }
  a.queryRaw = async (x) => {
    const r = await raw(x)
    for (const i of chars) r.columnTypes[i] = ColumnTypeEnum.Character
    return r
  }
  a.executeScript = async (s) => {
    try {
      await a.client.query(s)
    } catch (e) {
      a.onError(e)
    }
  } // no splitting on ';'
  if (begin) a.startTransaction = async (...x) => patch(await begin(...x))
  return a
}
const open = async (db) =>
  patch(await new PrismaPg(cfg(db), { schema: url.searchParams.get('schema') ?? undefined }).connect())
const factory = bindMigrationAwareSqlAdapterFactory({
  provider: 'postgres',
  adapterName: '@prisma/adapter-pg',
  connect: () => open(main),
  connectToShadowDb: async () => {
    const name = 'prisma_shadow_' + crypto.randomUUID().replaceAll('-', '')
    await sql(main, `CREATE DATABASE ${q(name)}`)
    const a = await open(name),
      end = a.dispose.bind(a)
    a.dispose = async () => {
      await end()
      await sql(main, `DROP DATABASE IF EXISTS ${q(name)} WITH (FORCE)`)
    }
    return a
  },
})
const send = (o) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...o }) + '\n')
const handle = async ({ id, method, params }) => {
  try {
    const engine = await bg.SchemaEngine.new({ datamodels: undefined }, () => {}, factory)
    if (['evaluateDataLoss', 'createMigration'].includes(method))
      // primes the shadow-database factory
      await engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters })
    let result = await engine[method === 'getDatabaseVersion' ? 'version' : method](params)
    if (method === 'diff') {
      if (result.stdout) send({ id: 'print', method: 'print', params: { content: result.stdout } })
      result = { exitCode: result.exitCode }
    }
    send({ id, result: result ?? null })
  } catch (e) {
    send({
      id,
      error: {
        code: 4466,
        message: 'schema engine error',
        data: {
          is_panic: false,
          message: e.message ?? String(e),
          meta: e.meta ?? null,
          error_code: e.code ?? null,
        },
      },
    })
  }
}
let chain = Promise.resolve()
const rl = readline.createInterface({ input: process.stdin })
rl.on('line', (l) => {
  const m = l.trim() && JSON.parse(l)
  if (m?.method) chain = chain.then(() => handle(m))
})
rl.on('close', () => chain.then(() => process.exit(0)))
