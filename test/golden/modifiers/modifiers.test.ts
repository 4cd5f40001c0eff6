import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkModifiers } from './check-modifiers.js'
import { summaryOf } from '../verdict.js'

const lines = readFileSync(new URL('../data/property-modifiers.jsonl', import.meta.url), 'utf8').split('\n')
const cases = await checkModifiers(lines)

describe('property modifiers recorded from Director', () => {
  it('finds cases', () => {
    expect(cases.length).toBeGreaterThan(600)
  })

  it.each(cases)('gives what Director gives for $id', ({ verdict }) => {
    expect(verdict.kind === 'deliberate' ? 'passed' : verdict).toEqual(
      verdict.kind === 'deliberate' ? 'passed' : { kind: 'passed' },
    )
  })

  it('differs on purpose in at most five percent of the cases', () => {
    const deliberate = cases.filter(({ verdict }) => verdict.kind === 'deliberate').length
    expect(deliberate / cases.length).toBeLessThanOrEqual(0.05)
    expect(summaryOf(cases)).toBe(`${cases.length - deliberate} passed, 0 failed, ${deliberate} deliberate`)
  })
})
