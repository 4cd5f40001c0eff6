import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkFilters } from './check-filters.js'
import { summaryOf } from '../verdict.js'

const lines = readFileSync(new URL('../data/assign-filters.jsonl', import.meta.url), 'utf8').split('\n')

describe('assign filters recorded from Director', () => {
  const cases = checkFilters(lines)

  it('finds cases', () => {
    expect(cases.length).toBeGreaterThan(70)
  })

  it.each(cases)('renders $id as Director does: $given', ({ verdict }) => {
    expect(verdict).toEqual({ kind: 'passed' })
  })

  it('ends with a summary', () => {
    expect(summaryOf(cases)).toBe(`${cases.length} passed, 0 failed, 0 deliberate`)
  })
})
