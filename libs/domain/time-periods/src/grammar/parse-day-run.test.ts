import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayRun } from '../testing/arbitraries.js'
import { parseDayRun } from './parse-day-run.js'
import { printDayRun } from './print-ranges.js'

function canonical(text: string): string {
  const reading = parseDayRun(text)
  return reading.kind === 'read' ? printDayRun(reading.value) : reading.kind
}

describe('parseDayRun', () => {
  it.each([
    ['monday', 'monday'],
    ['monday 3', 'monday 3'],
    ['monday -1', 'monday -1'],
    ['monday 3 may', 'monday 3 may'],
    ['day 15', 'day 15'],
    ['day +007', 'day 7'],
    ['january 1', 'january 1'],
    ['2026-01-01', '2026-01-01'],
    ['day 1 - 15', 'day 1 - day 15'],
    ['day 1- 15', 'day 1 - day 15'],
    ['  day 1 -   day 2  ', 'day 1 - day 2'],
    ['day -5 - -1', 'day -5 - day -1'],
    ['monday 1 - 3', 'monday 1 - monday 3'],
    ['monday 1 may - 3 june', 'monday 1 may - monday 3 june'],
    ['monday 3 may - thursday 4 may', 'monday 3 may - thursday 4 may'],
    ['2026-01-01 - 2026-02-01 / 7', '2026-01-01 - 2026-02-01 / 7'],
    ['2026-01-01/ 3', '2026-01-01/3'],
    ['day 1 - 15 / -3', 'day 1 - day 15'],
    ['day 4294967297', 'day 1'],
    ['-024-01-01', '-024-01-01'],
    ['+024-01-01', '0024-01-01'],
  ])('reads %j as %j', (text, meaning) => {
    expect(canonical(text)).toBe(meaning)
  })

  it.each([
    ['day 1 -15', '-15'],
    ['day 1 – 15', '– 15'],
    ['monday 1 may x y', 'x y'],
    ['december 24 eve - december 26 end', 'eve … end'],
  ])('tells which words of %j Icinga ignores', (text, ignored) => {
    expect(parseDayRun(text)).toMatchObject({ kind: 'read', ignored })
  })

  it.each(['monday 0', 'tuesday -0', 'monday 4294967296', 'monday 1 - friday 0 may', 'monday 2000000000'])(
    'refuses %j, which makes Icinga loop',
    (text) => {
      expect(parseDayRun(text).kind).toBe('endless')
    },
  )

  it('measures a date in bytes, so that ten characters with an umlaut are none', () => {
    expect(canonical('may -1 -üx')).toBe('may -1')
    expect(parseDayRun('may -1 -xx')).toMatchObject({ reason: "Can't convert 'may ' to an integer." })
  })

  it('reads what it prints as the same run', () => {
    fc.assert(
      fc.property(dayRun, (run) => {
        expect(parseDayRun(printDayRun(run))).toEqual({ kind: 'read', value: run, ignored: '' })
      }),
    )
  })
})
