// Job types the tests of the runner use: an extension like any other, in plain JavaScript.
import fs from 'node:fs'
import { Module } from '@nestjs/common'
import { Job, RunCancelled } from '@director/kit'
import { z } from 'zod'

/** Appends one line per event to the file the test reads; appending a short line is atomic. */
const note = (file, event) =>
  fs.appendFileSync(file, `${JSON.stringify({ ...event, at: Date.now(), pid: process.pid })}\n`)

const wait = (ms, signal) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })

const hasStarted = (file, name) =>
  fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .some((line) => line.includes('"event":"start"') && line.includes(`"name":"${name}"`))

export class RecordJob {
  async run({ settings, signal, run, log, progress }) {
    note(settings.file, {
      event: 'start',
      run: run.id,
      name: run.definitionName,
      slot: run.slotAt.getTime(),
      attempt: run.attempt,
    })
    log.info('recording', { name: run.definitionName })
    progress({ done: 1, total: 2, unit: 'steps' })
    if (settings.workMs > 0) await wait(settings.workMs, signal)
    while (!settings.until.every((name) => hasStarted(settings.file, name))) await wait(25, signal)
    note(settings.file, { event: 'end', run: run.id, name: run.definitionName })
    return { message: `recorded ${run.definitionName}`, counters: { recorded: 1 } }
  }
}
Job({
  type: 'test.record',
  title: 'Record starts and ends',
  settings: z.object({
    file: z.string(),
    workMs: z.int().min(0).default(0),
    /** Goes on until these have started too: only jobs that run beside one another end then. */
    until: z.array(z.string()).default([]),
  }),
})(RecordJob)

export class MisbehaveJob {
  async run({ settings, signal }) {
    if (settings.how === 'throw')
      throw new Error('the handler threw', { cause: new Error('the deeper cause') })
    if (settings.how === 'cancel-itself') throw new RunCancelled('nothing to do today')
    if (settings.how === 'exit') process.exit(3)
    if (settings.how === 'block') for (;;) Math.random()
    if (settings.how === 'ignore-abort') await new Promise((resolve) => setTimeout(resolve, 600_000))
    if (settings.how === 'wait') await wait(600_000, signal)
    if (settings.how === 'leak') globalThis.leaked = Buffer.alloc(settings.megabytes * 1024 * 1024, 1)
    return 'survived'
  }
}
Job({
  type: 'test.misbehave',
  title: 'Misbehave in a chosen way',
  settings: z.object({
    how: z.enum(['throw', 'cancel-itself', 'exit', 'block', 'ignore-abort', 'wait', 'leak']),
    megabytes: z.int().default(100),
  }),
})(MisbehaveJob)

export class KeepSecretJob {
  run({ settings }) {
    return `the secret has ${settings.password.length} letters`
  }
}
Job({
  type: 'test.keep-secret',
  title: 'Keep a secret',
  settings: z.object({ password: z.string().meta({ secret: true }) }),
})(KeepSecretJob)

export default class TestJobsModule {}
Module({ providers: [RecordJob, MisbehaveJob, KeepSecretJob] })(TestJobsModule)
