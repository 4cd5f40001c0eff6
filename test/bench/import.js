// How fast imports are, beside a plain SELECT → COPY of the same rows in the same run.
//   npm run bench:import -- [--rows 10000 --rows 100000 --rows 1000000] [--rounds 3]
import { fork } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { JOB_PROCESS_MEMORY } from '../../dist/libs/features/runs/src/execution/job-process-memory.js'
import { startEmbeddedPostgres } from '../../dist/libs/adapters/embedded-postgres/src/index.js'
import { changeOnePercent, createHosts } from './import/workload.js'
import { machine } from './machine.js'

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', multiple: true, default: ['10000', '100000', '1000000'] },
    rounds: { type: 'string', default: '3' },
  },
})
const rounds = Number(options.rounds)
/** Rows a process has read before it is measured. */
const WARM_UP_ROWS = 200_000
/** What an import must reach of the raw baseline's rows a second. */
const SERIES = { first: 0.35, unchanged: 0.7, 'one-percent': 0.65 }

console.log(machine())
console.log('11 columns, 7 modifiers; source, target and this program on one machine\n')
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'director-bench-'))
const postgres = await startEmbeddedPostgres({ home })
try {
  for (const rows of options.rows) await measure(Number(rows))
} finally {
  await postgres.release()
  fs.rmSync(postgres.dataDirectory, { recursive: true, force: true })
  fs.rmSync(home, { recursive: true, force: true })
}

async function measure(rows) {
  const sourceUrl = await createDatabase(`source_${rows}`)
  const client = new pg.Client(sourceUrl)
  await client.connect()
  await createHosts(client, rows)
  const installationUrl = await createDatabase(`installation_${rows}`)
  const measured = []
  // A process of its own a round, as fresh as a job process.
  for (let round = 0; round < rounds; round += 1) {
    const [raw, ours] = await Promise.all([startProcess(installationUrl), startProcess(installationUrl)])
    measured.push(await measureRound({ raw, ours, client, sourceUrl, round, rows }))
    await Promise.all([raw.stop(), ours.stop()])
  }
  await client.end()
  report(rows, measured)
}

/**
 * First in processes that just started, then in processes that have worked for a while, because a job process lives for
 * many runs and code becomes faster by being used.
 */
async function measureRound({ raw, ours, client, sourceUrl, round, rows }) {
  const baseline = async () => ({ seconds: (await raw.do('raw', sourceUrl)).result })
  const newSource = async () => {
    await ours.do('forget')
    await ours.do('define', sourceUrl)
  }
  if (round === 0) await ours.do('prepare')
  await ours.do('define', sourceUrl)
  const cold = { raw: await baseline(), first: await ours.do('import') }
  for (let seen = rows; seen < WARM_UP_ROWS; seen += rows) {
    await baseline()
    await newSource()
    for (let times = 0; times < 3; times += 1) await ours.do('import')
  }
  await newSource()
  // The baseline before and after, because the machine may have become slower or faster.
  const before = await baseline()
  const first = await ours.do('import')
  const unchanged = await ours.do('import')
  await changeOnePercent(client, round)
  const onePercent = await ours.do('import')
  const after = await baseline()
  await ours.do('forget')
  return { cold, raw: [before, after], first, unchanged, 'one-percent': onePercent }
}

function report(rows, measured) {
  console.log(`${rows.toLocaleString('en')} rows            seconds: min  median    max`)
  const raw = spread(measured.flatMap((round) => round.raw.map(({ seconds }) => seconds)))
  const line = (name, { least, middle, most }, remark) => {
    const seconds = [least, middle, most].map((value) => value.toFixed(2).padStart(7)).join('')
    const rate = Math.round(rows / middle).toLocaleString('en')
    console.log(`  ${name.padEnd(22)}${seconds}   ${rate.padStart(7)} rows/s${remark}`)
  }
  const ratio = (ours, base) =>
    `, ${(base.middle / ours.middle).toFixed(2)} of the baseline (minima ${(base.least / ours.least).toFixed(2)}`
  line('SELECT → COPY', raw, '')
  for (const [name, target] of Object.entries(SERIES)) {
    const ours = spread(measured.map((round) => round[name].seconds))
    const cpu = spread(measured.map((round) => round[name].cpuSeconds))
    line(name, ours, `${ratio(ours, raw)}, target ${target}), our CPU ${cpu.middle.toFixed(2)} s`)
  }
  const coldRaw = spread(measured.map((round) => round.cold.raw.seconds))
  const coldFirst = spread(measured.map((round) => round.cold.first.seconds))
  line('new process: COPY', coldRaw, '')
  line('new process: first', coldFirst, `${ratio(coldFirst, coldRaw)})`)
  const most = (memory) => Math.max(...measured.map(memory)).toFixed(0)
  const [once, all] = [
    most((round) => round.cold.first.memoryMb),
    most((round) => round['one-percent'].memoryMb),
  ]
  console.log(
    `  resident memory at most ${once} MB after one import (target 350), ${all} MB after all of a process\n`,
  )
}

function spread(values) {
  const sorted = values.toSorted((left, right) => left - right)
  return { least: sorted[0], middle: sorted[Math.floor(sorted.length / 2)], most: sorted.at(-1) }
}

async function startProcess(installationUrl) {
  const child = fork(path.join(import.meta.dirname, 'import/importing-process.js'), {
    execArgv: [...JOB_PROCESS_MEMORY.execArgv],
    env: {
      ...process.env,
      ...JOB_PROCESS_MEMORY.environment,
      DATABASE_URL: installationUrl,
      DIRECTOR_HOME: home,
    },
  })
  await once(child, 'message')
  return {
    do: async (task, argument) => {
      child.send({ task, argument })
      const [answer] = await once(child, 'message')
      if (answer.failure !== undefined) throw new Error(answer.failure)
      return answer
    },
    stop: async () => {
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

async function createDatabase(name) {
  const client = new pg.Client(postgres.url)
  await client.connect()
  await client.query(`CREATE DATABASE ${name}`)
  await client.end()
  const url = new URL(postgres.url)
  url.pathname = `/${name}`
  return url.href
}
