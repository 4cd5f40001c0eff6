import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hoursOfDay } from '../testing/arbitraries.js'
import { parseHours } from './parse-hours.js'
import { printHours } from './print-ranges.js'

function seconds(text: string): unknown {
  return parseHours(text).map((part) =>
    part.kind === 'read' ? [part.value.begin, part.value.end] : part.kind,
  )
}

describe('parseHours', () => {
  it.each([
    ['09:00-17:00', [[32_400, 61_200]]],
    ['9:5-+17:00', [[32_700, 61_200]]],
    ['09:00:30-17:00', [[32_430, 61_200]]],
    ['10:75-12:00', [[40_500, 43_200]]],
    ['00:00-24:00', [[0, 86_400]]],
    ['22:00-06:00', [[79_200, 108_000]]],
    ['09:00-09:00', [[32_400, 118_800]]],
    ['24:00-24:00', [[86_400, 172_800]]],
    ['24:00-00:00', [[86_400, 86_400]]],
    ['00:00-48:00', [[0, 172_800]]],
    ['08:00-09:00,x,10:00-11:00', [[28_800, 32_400], 'refused', [36_000, 39_600]]],
  ])('reads %j as %j', (text, expected) => {
    expect(seconds(text)).toEqual(expected)
  })

  it.each(['22:00-06:00', '00:00-24:00', '09:00-09:00', '24:00-00:00', '00:00-48:00', '23:59:30-24:00'])(
    'prints %s as it was written',
    (text) => {
      expect(printHours(parseHours(text).flatMap((part) => (part.kind === 'read' ? [part.value] : [])))).toBe(
        text,
      )
    },
  )

  it('reads what it prints as the same hours, also where numbers overflow 32 bits', () => {
    const number = fc.oneof(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 2 ** 33 }))
    const time = fc.tuple(number, number, number).map((units) => units.join(':'))
    const written = fc.tuple(time, time).map((times) => times.join('-'))
    const text = fc.oneof(
      written,
      hoursOfDay.map((hours) => printHours([hours])),
    )
    fc.assert(
      fc.property(text, (given) => {
        const [first] = parseHours(given)
        if (first?.kind !== 'read') throw new Error(`${given} was refused`)
        expect(parseHours(printHours([first.value]))).toEqual([first])
      }),
    )
  })
})
