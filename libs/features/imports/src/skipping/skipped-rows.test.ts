import { AppError } from '@director/errors'
import type { JobLog } from '@director/kit'
import { describe, expect, it } from 'vitest'
import { RowPolicy } from './row-policy.js'
import { SkippedRows } from './skipped-rows.js'

const skip = { missingKeys: 'skip', duplicateKeys: 'skip', failedRows: 'skip' } as const

function skippedRows(policy: object) {
  const lines: string[] = []
  const line = (message: string) => void lines.push(message)
  const log: JobLog = { debug: line, info: line, warn: line, error: line }
  return { skipped: new SkippedRows(RowPolicy.parse(policy), log), lines }
}

describe('SkippedRows', () => {
  it.each([
    ['import.missing-key', 'missingKeys'],
    ['import.duplicate-key', 'duplicateKeys'],
    ['import.bad-key', 'failedRows'],
    ['import.unstorable-value', 'failedRows'],
    ['row.not-nested', 'failedRows'],
  ])('leave out %s only when the policy says so of %s', (code, decision) => {
    const failure = new AppError(code, 'row 7: bad')
    const { skipped } = skippedRows({ [decision]: 'skip' })
    skipped.leaveOut(failure, 7, 'web1')
    expect(skipped.listed).toEqual([{ row: 7, key: 'web1', code, message: 'row 7: bad' }])
    const strict = skippedRows({ ...skip, [decision]: 'fail' })
    expect(() => strict.skipped.leaveOut(failure, 7, 'web1')).toThrow(failure)
    expect(strict.skipped.count).toBe(0)
  })

  it('never leave out what no policy is about', () => {
    const bug = new AppError('internal.unexpected', 'row 7: x is not a function')
    expect(() => skippedRows(skip).skipped.leaveOut(bug, 7, null)).toThrow(bug)
  })

  it('leave out whatever a modifier fails with, as failed rows', () => {
    const { skipped } = skippedRows({ failedRows: 'skip' })
    skipped.leaveOut(new AppError('acme.unreachable', 'row 1: modifier 1'), 1, null, 'failedRows')
    expect(skipped.count).toBe(1)
  })

  it('count all, list 500 and log 100 of them', () => {
    const { skipped, lines } = skippedRows({ ...skip, maximumSkipped: 1_000 })
    const failure = new AppError('import.missing-key', 'row 1: no value')
    for (let row = 1; row <= 1_000; row++) skipped.leaveOut(failure, row, null)
    expect([skipped.count, skipped.listed.length, lines.length]).toEqual([1_000, 500, 100])
    expect(() => skipped.leaveOut(failure, 1_001, null)).toThrow(
      expect.objectContaining({ code: 'import.too-many-skipped', expected: 'at most 1000' }),
    )
  })
})
