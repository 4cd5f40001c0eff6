#!/usr/bin/env node
// Runs every test against real servers. Nothing is left out silently: a skipped test fails the run unless ALLOW_SKIPS=1.
// Arguments are passed on: npm test -- libs/domain
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const report = path.join(os.tmpdir(), `director-tests-${process.pid}.json`)

run(process.execPath, ['tools/build.js', '--if-needed'])
run(process.execPath, ['tools/system-packages.js'])
const tests = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test' } },
)
process.exit(conclude(tests.status ?? 1))

function conclude(status) {
  if (!fs.existsSync(report)) return status || 1
  const {
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: pending,
    numTodoTests: todo,
  } = JSON.parse(fs.readFileSync(report, 'utf8'))
  fs.rmSync(report)
  const skipped = pending + todo
  process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`)
  if (passed === 0) return fail('no test ran')
  if (skipped > 0 && process.env.ALLOW_SKIPS !== '1')
    return fail(`${skipped} tests were left out; set ALLOW_SKIPS=1 to accept that`)
  return status
}

function fail(reason) {
  process.stderr.write(`${reason}\n`)
  return 1
}

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
