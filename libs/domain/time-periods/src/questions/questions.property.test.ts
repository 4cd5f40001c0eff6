import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant, periodSet, zone } from '../testing/arbitraries.js'
import { compiledPeriod } from '../testing/one-period.js'
import { isActive } from './is-active.js'
import { nextChange, nextOpening } from './next-change.js'
import { segments } from './segments.js'

const mode = fc.constantFrom('exact' as const, 'icinga' as const)
const day = 86_400

function dateOf(seconds: number): Date {
  return new Date(seconds * 1000)
}

describe.each([['exact' as const], ['icinga' as const]])('questions to one period in mode %s', (mode) => {
  it('agree: an instant is active when a segment holds it, begin inside and end outside', () => {
    fc.assert(
      fc.property(periodSet, instant, zone, fc.array(fc.nat(100 * day)), (set, from, zoneName, offsets) => {
        const period = compiledPeriod(set, mode)
        const found = segments(period, dateOf(from), dateOf(from + 100 * day), zoneName)
        const edges = found
          .flatMap(({ beginAt, endAt }) => [beginAt, endAt])
          .map((edge) => edge.getTime() / 1000 - from)
        const asked = [...offsets, ...edges, ...edges.map((edge) => edge - 1)]
        for (const offset of asked.filter((at) => at >= 0 && at < 100 * day)) {
          const at = dateOf(from + offset)
          const held = found.some(({ beginAt, endAt }) => beginAt <= at && at < endAt)
          expect(isActive(period, at, zoneName)).toBe(held)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('agree: the next change is the next edge of the segments, none is skipped', () => {
    fc.assert(
      fc.property(periodSet, instant, zone, (set, from, zoneName) => {
        const period = compiledPeriod(set, mode)
        const end = dateOf(from + 50 * day)
        const edges = segments(period, dateOf(from), end, zoneName).flatMap(({ beginAt, endAt }) => [
          beginAt,
          endAt,
        ])
        const expected = edges.filter((edge) => edge > dateOf(from) && edge < end)
        const changes: Date[] = []
        for (let at = dateOf(from); ;) {
          const change = nextChange(period, at, zoneName)
          if (change.kind === 'never' || change.at >= end) break
          expect(isActive(period, change.at, zoneName)).toBe(change.kind === 'opens')
          changes.push(change.at)
          at = change.at
        }
        expect(changes).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })
})

describe('segments', () => {
  it('do not depend on how the time is cut up', () => {
    fc.assert(
      fc.property(periodSet, mode, instant, zone, fc.nat(300 * day), (set, mode, from, zoneName, cut) => {
        const period = compiledPeriod(set, mode)
        const end = from + 300 * day
        const whole = segments(period, dateOf(from), dateOf(end), zoneName)
        const left = segments(period, dateOf(from), dateOf(from + cut), zoneName)
        const right = segments(compiledPeriod(set, mode), dateOf(from + cut), dateOf(end), zoneName)
        const seconds = (parts: typeof whole) =>
          parts.reduce((sum, { beginAt, endAt }) => sum + +endAt - +beginAt, 0)
        expect(seconds(left) + seconds(right)).toBe(seconds(whole))
      }),
      { numRuns: 40 },
    )
  })
})

describe('nextOpening', () => {
  it('is the first instant at which the period is active', () => {
    fc.assert(
      fc.property(periodSet, instant, zone, (set, from, zoneName) => {
        const period = compiledPeriod(set)
        const opening = nextOpening(period, dateOf(from), zoneName)
        const [first] = segments(period, dateOf(from), dateOf(from + 3653 * day), zoneName)
        if (opening.kind === 'open') expect(first?.beginAt).toEqual(dateOf(from))
        else if (opening.kind === 'opens') expect(opening.at).toEqual(first?.beginAt)
        else expect(first).toBeUndefined()
      }),
      { numRuns: 60 },
    )
  })
})
