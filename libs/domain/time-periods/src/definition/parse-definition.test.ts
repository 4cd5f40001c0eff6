import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { periodSet } from '../testing/arbitraries.js'
import { TimePeriodDefinition } from './definition.js'
import { parsePeriod } from './parse-definition.js'
import { printPeriod } from './print-period.js'
import { problemLine } from './problem.js'

function problemsOf(given: unknown): string[] {
  const outcome = parsePeriod(given)
  return outcome.kind === 'valid' ? [] : outcome.problems.map(({ kind, place }) => `${kind} ${place}`)
}

describe('parsePeriod', () => {
  it('reports every fault at once, in the order in which Icinga would come across them', () => {
    const given = {
      ranges: { monday: '9-17,08:00-09:00,x', 'day 1-15': '', 'monday 0': '09:00-17:00', tuesday: true },
      includes: 'work',
      excludes: ['a', 5, ''],
      preferIncludes: 'yes',
      colour: 'red',
    }
    expect(problemsOf(given)).toEqual([
      'bad-day ranges["day 1-15"]',
      'bad-hours ranges["day 1-15"]',
      'bad-hours ranges["monday"]',
      'bad-hours ranges["monday"]',
      'endless-day ranges["monday 0"]',
      'wrong-type ranges["tuesday"]',
      'unknown-attribute "colour"',
      'wrong-type includes',
      'wrong-type excludes[1]',
      'wrong-type excludes[2]',
      'wrong-type preferIncludes',
    ])
  })

  it('says where, what was expected, what was received, and what Icinga says', () => {
    const outcome = parsePeriod({ ranges: { 'day 1-15': '09:00-17:00' } })
    const lines = outcome.kind === 'invalid' ? outcome.problems.map(problemLine) : []
    expect(lines).toEqual([
      'ranges["day 1-15"]: expected a whole number, received "1-15" ' +
        "(Icinga 2: Invalid time specification 'day 1-15': Can't convert '1-15' to an integer.)",
    ])
  })

  it.each([[null], ['monday'], [[]], [5]])('refuses %j as a definition', (given) => {
    expect(problemsOf(given)).toEqual(['wrong-type definition'])
  })

  it('joins entries that mean the same days', () => {
    const outcome = parsePeriod({ ranges: { 'day 1': '09:00-10:00', 'day 01': '11:00-12:00' } })
    const printed = outcome.kind === 'valid' ? printPeriod(outcome.period).ranges : undefined
    expect(printed).toEqual({ 'day 1': '11:00-12:00,09:00-10:00' })
  })

  it('reads what it prints as the same period', () => {
    fc.assert(
      fc.property(periodSet, ({ p }) => {
        const first = parsePeriod(p)
        if (first.kind === 'invalid') throw new Error(first.problems.map(problemLine).join('\n'))
        expect(parsePeriod(printPeriod(first.period))).toEqual(first)
      }),
    )
  })
})

describe('TimePeriodDefinition', () => {
  it('refuses ranges with the same reasons', () => {
    const outcome = TimePeriodDefinition.safeParse({ ranges: { 'monday 0': '09:00-17:00', x: '' } })
    expect(outcome.error?.issues.map(({ path }) => path.join('.'))).toEqual(['ranges', 'ranges', 'ranges'])
  })

  it('takes what the parser takes', () => {
    fc.assert(
      fc.property(periodSet, ({ p }) => {
        expect(TimePeriodDefinition.safeParse(p).success).toBe(true)
      }),
    )
  })
})
