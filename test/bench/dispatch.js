// How late runs start, and what the runner adds to BullMQ.
//   npm run bench:dispatch -- --definitions 1000 [--backend postgresql|redis] [--seconds 60] [--rate 16]
// Definitions are spread evenly, so that `rate` of them are due each second whatever their number.
import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { Queue, createPostgresBackend, setDefaultBackendFactory } from 'bullmq'
import { Database, PlanStore, migrate } from '../../dist/libs/adapters/database/src/index.js'
import { startEmbeddedPostgres } from '../../dist/libs/adapters/embedded-postgres/src/index.js'
import { migrateQueue } from '../../dist/libs/adapters/queue/src/index.js'
import { machine, ms, spread } from './machine.js'

const { values: options } = parseArgs({
  options: {
    definitions: { type: 'string', default: '1000' },
    backend: { type: 'string', multiple: true, default: ['postgresql', 'redis'] },
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '16' },
  },
})
const definitions = Number(options.definitions)
const seconds = Number(options.seconds)
const rate = Number(options.rate)
const root = path.resolve(import.meta.dirname, '../..')

console.log(machine())
console.log(
  `${definitions} definitions, ${rate} due each second, ${seconds} s, one scheduler, one worker, serial lane\n`,
)
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'director-bench-'))
const postgres = await startEmbeddedPostgres({ home })
try {
  for (const backend of options.backend) await measure(backend)
} finally {
  await postgres.release()
  fs.rmSync(postgres.dataDirectory, { recursive: true, force: true })
  fs.rmSync(home, { recursive: true, force: true })
}

async function measure(backend) {
  const redis = backend === 'redis' ? await startRedis() : undefined
  const database = await createDatabase(`bench_${backend}`)
  try {
    const raw = spread(await rawLatencies(redis?.url, database.options.url))
    const file = path.join(home, `${backend}.txt`)
    fs.writeFileSync(file, '')
    await define(database, file)
    const pass = await planningCost(database)
    const { lateness, latency, toClaim, runs } = await lettingItRun(database, redis?.url, file)
    const late = spread(lateness)
    const ours = spread(latency)
    const claimed = spread(toClaim)
    console.log(`${backend}`)
    console.log(
      `  schedule lateness (slot → handler start), ${runs} runs: p50 ${ms(late.p50)}  p99 ${ms(late.p99)}  max ${ms(late.max)}`,
    )
    console.log(
      `  raw BullMQ (add → handler start), 200 jobs:          p50 ${ms(raw.p50)}  p99 ${ms(raw.p99)}  max ${ms(raw.max)}`,
    )
    console.log(
      `  the runner (run stored → handler start):             p50 ${ms(ours.p50)}  p99 ${ms(ours.p99)}  max ${ms(ours.max)}`,
    )
    console.log(
      `    of that until the claim:                           p50 ${ms(claimed.p50)}  p99 ${ms(claimed.p99)}`,
    )
    console.log(
      `  added per run over raw BullMQ:                       p50 ${ms(ours.p50 - raw.p50)}  (ratio ${(ours.p50 / raw.p50).toFixed(1)})`,
    )
    console.log(
      `  planning pass with nothing due:                      p50 ${ms(pass.p50)}  p99 ${ms(pass.p99)}\n`,
    )
  } finally {
    await database.close()
    await redis?.stop()
  }
}

/** One job at a time through plain BullMQ: same backend and server, same distance, consumer in another process. */
async function rawLatencies(redisUrl, databaseUrl) {
  setDefaultBackendFactory(redisUrl === undefined ? createPostgresBackend : undefined)
  const connection =
    redisUrl === undefined
      ? { connectionString: databaseUrl, max: 4 }
      : { url: redisUrl, maxRetriesPerRequest: null }
  const queue = new Queue('raw', { connection })
  await queue.waitUntilReady()
  await queue.setGlobalConcurrency(1)
  const words = redisUrl === undefined ? [databaseUrl] : [databaseUrl, redisUrl]
  const consumer = fork(path.join(root, 'test/bench/raw-worker.js'), words)
  await once(consumer, 'message')
  const latencies = []
  for (let id = 0; id < 232; id += 1) {
    const begin = performance.timeOrigin + performance.now()
    const begun = once(consumer, 'message')
    await queue.add('raw', { id }, { removeOnComplete: true })
    const [start] = await begun
    if (id >= 2 * rate) latencies.push(start - begin)
    await new Promise((resolve) => setTimeout(resolve, 1000 / rate))
  }
  consumer.disconnect()
  await once(consumer, 'exit')
  await queue.close()
  return latencies
}

async function define(database, file) {
  await database.query(
    `INSERT INTO job_definition (name, type, settings, interval_seconds, time_zone, next_run_at)
     SELECT 'job ' || number, 'bench.note-start', jsonb_build_object('file', $1::text), $2, 'UTC',
            now() + interval '12 seconds' + make_interval(secs => number / $3::float8)
     FROM generate_series(0, $4 - 1) AS number`,
    [file, Math.ceil(definitions / rate), rate, definitions],
  )
  await database.query('ANALYZE job_definition')
}

/** What it costs to find out that nothing is due. */
async function planningCost(database) {
  const plan = new PlanStore(database)
  const costs = []
  for (let pass = 0; pass < 120; pass += 1) {
    const begin = performance.now()
    await database.transaction((session) => plan.lockDue(session, 200))
    await plan.millisecondsUntilNext()
    if (pass >= 20) costs.push(performance.now() - begin)
  }
  return spread(costs)
}

async function lettingItRun(database, redisUrl, file) {
  const environment = {
    ...process.env,
    DATABASE_URL: database.options.url,
    REDIS_URL: redisUrl ?? '',
    DIRECTOR_HOME: home,
    DIRECTOR_EXTENSIONS: path.join(root, 'test/bench/jobs/index.js'),
  }
  const processes = ['scheduler', 'worker'].map((app) =>
    spawn(process.execPath, [path.join(root, `dist/apps/${app}/src/main.js`)], {
      env: environment,
      stdio: ['ignore', 'inherit', 'ignore'],
    }),
  )
  await new Promise((resolve) => setTimeout(resolve, (12 + seconds) * 1000))
  await Promise.all(processes.map((child) => (child.kill(), once(child, 'exit'))))
  const stored = new Map(
    (await database.query('SELECT id, queued_at AS "queuedAt", started_at AS "startedAt" FROM run')).map(
      (run) => [run.id, run],
    ),
  )
  const records = fs
    .readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
  // The first two seconds warm up code and caches.
  const measured = records.slice(rate * 2)
  return {
    runs: measured.length,
    lateness: measured.map(([, slot, start]) => Number(start) - Number(slot)),
    latency: measured.map(([id, , start]) => Number(start) - stored.get(id).queuedAt),
    toClaim: measured.map(([id]) => stored.get(id).startedAt - stored.get(id).queuedAt),
  }
}

async function createDatabase(name) {
  const administration = await Database.connect({ url: postgres.url, applicationName: 'bench' })
  await administration.query(`CREATE DATABASE ${name}`)
  await administration.close()
  const url = new URL(postgres.url)
  url.pathname = `/${name}`
  const database = await Database.connect({ url: url.href, applicationName: 'bench' })
  await migrate(database, migrateQueue)
  return database
}

async function startRedis() {
  const probe = net.createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--dir', home, '--appendonly', 'yes'],
    { stdio: 'ignore' },
  )
  await new Promise((resolve) => setTimeout(resolve, 500))
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      server.kill()
      await once(server, 'exit')
    },
  }
}
