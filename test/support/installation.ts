import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { HistoryStore, type Database, type Run } from '@director/database'
import { createTestDatabase } from './test-database.js'
import { startRedis, type TestRedis } from './servers/redis.js'

/** The two ways messages travel; every test of the runner runs with both. */
export const BACKENDS = ['postgresql', 'redis'] as const

const root = path.resolve(import.meta.dirname, '../..')

/** A process of ours, started from the build. */
export interface StartedProcess {
  readonly child: ChildProcess
  /** Everything it wrote to stdout and stderr so far. */
  output(): string
  /** Sends a signal and waits for the end; returns the exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>
}

/** A database, a queue and a home: what processes of one installation share. */
export interface TestInstallation {
  readonly database: Database
  readonly history: HistoryStore
  readonly redis: TestRedis | undefined
  readonly home: string
  readonly environment: NodeJS.ProcessEnv
  /** The file `test.record` jobs write to. */
  readonly recordFile: string
  records(): readonly JobRecord[]
  start(app: 'scheduler' | 'worker'): StartedProcess
  define(definition: TestDefinition): Promise<string>
  close(): Promise<void>
}

/** One event a `test.record` job noted. */
export interface JobRecord {
  readonly event: 'start' | 'end'
  readonly run: string
  readonly name: string
  readonly slot?: number
  readonly attempt?: number
  readonly at: number
  readonly pid: number
}

/** A definition as tests write it; everything but the name has a default. */
export interface TestDefinition {
  readonly name: string
  readonly type?: string
  readonly settings?: Record<string, unknown>
  readonly intervalSeconds?: number
  readonly lane?: string
  readonly timeoutSeconds?: number
  readonly delivery?: 'at_least_once' | 'at_most_once'
  readonly timePeriod?: string
  /** Null: nothing planned. Default: due now. */
  readonly nextRunAt?: Date | null
}

/** Makes an installation with its own database and, for Redis, its own server. */
export async function createInstallation(backend: (typeof BACKENDS)[number]): Promise<TestInstallation> {
  const test = await createTestDatabase()
  const redis = backend === 'redis' ? await startRedis() : undefined
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'director-home-'))
  const recordFile = path.join(home, 'records.jsonl')
  const started: StartedProcess[] = []
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    DATABASE_URL: test.url,
    DIRECTOR_HOME: home,
    DIRECTOR_EXTENSIONS: path.join(root, 'test/support/jobs/index.js'),
    DIRECTOR_LOG_FORMAT: 'text',
    ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
  }
  return {
    database: test.database,
    history: new HistoryStore(test.database),
    redis,
    home,
    environment,
    recordFile,
    records: () => readRecords(recordFile),
    start: (app) => {
      const process = startProcess([path.join(root, `dist/apps/${app}/src/main.js`)], environment)
      started.push(process)
      return process
    },
    define: (definition) => define(test.database, recordFile, definition),
    close: async () => {
      await Promise.all(started.map((process) => process.end('SIGKILL')))
      await redis?.stop()
      fs.rmSync(home, { recursive: true, force: true })
      await test.close()
    },
  }
}

/** Starts a Node program of the build and collects what it says. */
export function startProcess(words: readonly string[], environment: NodeJS.ProcessEnv): StartedProcess {
  const child = spawn(process.execPath, [...words], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  const exited = once(child, 'exit')
  return {
    child,
    output: () => output,
    end: async (signal = 'SIGTERM') => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal)
        await exited
      }
      return child.exitCode
    },
  }
}

/** Waits until `look` yields something; the error names what was waited for and shows the last look. */
export async function eventually<Result>(
  what: string,
  look: () => Promise<Result | undefined | false> | Result | undefined | false,
  withinMs = 20_000,
): Promise<Result> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const seen = await look()
    if (seen !== undefined && seen !== false) return seen
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** The runs of a definition, oldest first. */
export async function runsOf(history: HistoryStore, definitionName: string): Promise<readonly Run[]> {
  return [...(await history.list({ definitionName, limit: 1_000 }))].reverse()
}

async function define(database: Database, recordFile: string, definition: TestDefinition): Promise<string> {
  const { settings, nextRunAt } = definition
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO job_definition (name, type, settings, interval_seconds, time_zone, lane, timeout_seconds, delivery,
                                 time_period, next_run_at)
     VALUES ($1, $2, $3, $4, 'UTC', $5, $6, $7::delivery, $8, $9) RETURNING id`,
    [
      definition.name,
      definition.type ?? 'test.record',
      JSON.stringify(settings ?? { file: recordFile }),
      definition.intervalSeconds ?? 3_600,
      definition.lane ?? 'default',
      definition.timeoutSeconds ?? 60,
      definition.delivery ?? 'at_least_once',
      definition.timePeriod ?? null,
      nextRunAt === undefined ? new Date(Date.now() - 1) : nextRunAt,
    ],
  )
  return row?.id ?? ''
}

function readRecords(file: string): readonly JobRecord[] {
  if (!fs.existsSync(file)) return []
  return fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}
