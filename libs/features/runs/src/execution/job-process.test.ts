import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { JobProcess } from './job-process.js'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'director-job-process-'))
})

afterEach(() => {
  vi.useRealTimers()
  rmSync(directory, { recursive: true })
})

async function startProgram(code: string): Promise<JobProcess> {
  const entry = join(directory, 'program.mjs')
  writeFileSync(entry, code)
  return JobProcess.start({ entry, environment: process.env })
}

describe('JobProcess', () => {
  it('lets a process that started live for longer than a start may take', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const started = await startProgram('process.on("message", () => {}); process.send({ kind: "ready" })')
    expect(vi.getTimerCount()).toBe(0)
    await started.stop()
  })

  it('tells the last words of a process that ends instead of starting', async () => {
    await expect(startProgram('throw new Error("no such database")')).rejects.toMatchObject({
      code: 'job-process.start-failed',
      message: expect.stringContaining('exit code 1'),
    })
  })
})
