import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant, periodSet, zone } from '../testing/arbitraries.js'
import { compiledPeriod } from '../testing/one-period.js'
import { explain } from './explain.js'
import { isActive } from './is-active.js'

const definitions = {
  holidays: { ranges: { '2026-01-05': '00:00-24:00' } },
  lunch: { ranges: { monday: '12:00-13:00' } },
  early: { ranges: { monday: '09:00-10:00' } },
  night: { ranges: { sunday: '22:00-06:00' } },
  p: { ranges: { monday: '09:00-17:00' }, includes: ['night'], excludes: ['holidays', 'lunch', 'early'] },
}

function sentence(at: string, mode: 'exact' | 'icinga' = 'exact', changes: object = {}): string {
  const period = compiledPeriod({ ...definitions, p: { ...definitions.p, ...changes } }, mode)
  return explain(period, new Date(at), 'Europe/Berlin').sentence
}

describe('explain', () => {
  it('names the range, its day and its span', () => {
    expect(sentence('2026-01-12T14:00Z')).toBe(
      '"p" is active: range "monday" 09:00-17:00 of 2026-01-12 covers it from Mon 2026-01-12 09:00 +01:00 ' +
        'to Mon 2026-01-12 17:00 +01:00; it closes Mon 2026-01-12 17:00 +01:00',
    )
  })

  it('names the exclude that decided, and the range within it', () => {
    expect(sentence('2026-01-12T11:30Z')).toMatch(
      /^"p" is not active: it excludes "lunch", where range "monday" 12:00/,
    )
  })

  it('names the include, also one that began the day before', () => {
    expect(sentence('2026-01-12T04:00Z')).toMatch(
      /^"p" is active: it includes "night", .* of 2026-01-11 covers it/,
    )
  })

  it('tells when an include wins over an exclude', () => {
    expect(sentence('2026-01-05T03:00Z')).toContain('which wins over excluded "holidays"')
  })

  it('tells when an exclude wins because includes are not preferred', () => {
    expect(sentence('2026-01-05T03:00Z', 'exact', { preferIncludes: false })).toContain(
      'it excludes "holidays"',
    )
  })

  it('tells that nothing covers an instant, and when the period opens', () => {
    expect(sentence('2026-01-13T12:00Z')).toBe(
      '"p" is not active: none of its ranges and includes covers this time; it opens Sun 2026-01-18 22:00 +01:00',
    )
  })

  it('tells which exclude Icinga ignores for its shared edge', () => {
    expect(sentence('2026-01-12T08:30Z', 'icinga')).toContain(
      'excluded "early" has no effect because it shares one edge',
    )
    expect(sentence('2026-01-12T08:30Z')).toContain('it excludes "early"')
  })

  it('says that a period excludes itself', () => {
    const at = '2026-01-12T14:00Z'
    expect(sentence(at, 'exact', { includes: [], excludes: ['p'] })).toBe(
      '"p" is not active: it excludes itself; this does not change within ten years',
    )
  })

  it('never contradicts isActive, and always has a reason', () => {
    fc.assert(
      fc.property(periodSet, instant, zone, fc.constantFrom('exact', 'icinga'), (set, at, zoneName, mode) => {
        const period = compiledPeriod(set, mode)
        const explanation = explain(period, new Date(at * 1000), zoneName)
        expect(explanation.active).toBe(isActive(period, new Date(at * 1000), zoneName))
        const activeReasons = ['range', 'include', 'edges']
        const inactiveReasons = ['exclude', 'nothing', 'edges']
        expect(explanation.active ? activeReasons : inactiveReasons).toContain(explanation.decidedBy.kind)
        if (mode === 'exact') expect(explanation.decidedBy.kind).not.toBe('edges')
      }),
      { numRuns: 150 },
    )
  })
})
