import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDayRun } from '../grammar/parse-day-run.js'
import { dayRun } from '../testing/arbitraries.js'
import { dayNumberOf, printDate } from './civil-days.js'
import { coveredDays } from './covered-days.js'
import { ZoneClock } from '../zones/zone-clock.js'

function covered(key: string, from: string, to: string, zone = 'UTC'): string {
  const reading = parseDayRun(key)
  if (reading.kind !== 'read') throw new Error(`${key} was refused`)
  const days = coveredDays(reading.value, dayOf(from), dayOf(to), new ZoneClock(zone))
  return days.map((day) => printDate(day).slice(5)).join(' ')
}

function dayOf(date: string): number {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  return dayNumberOf(year, month, day)
}

describe('coveredDays', () => {
  it.each([
    ['monday', '2024-01-01', '2024-01-31', '01-01 01-08 01-15 01-22 01-29'],
    ['monday 2', '2024-01-01', '2024-02-29', '01-08 02-12'],
    ['monday -1', '2024-01-01', '2024-02-29', '01-29 02-26'],
    ['monday 5', '2024-01-01', '2024-03-31', '01-29'],
    ['monday 2 may', '2024-01-01', '2024-12-31', '05-13'],
    ['monday 5 february', '2024-01-01', '2024-12-31', '03-04'],
    ['day -2', '2024-02-01', '2024-02-29', '02-28'],
    ['day 31', '2024-04-01', '2024-05-31', '05-31'],
    ['day 0', '2024-01-01', '2024-12-31', ''],
    ['february 29', '2023-01-01', '2024-12-31', '03-01 02-29'],
    ['march -40', '2024-01-01', '2024-12-31', '02-21'],
    ['december 32', '2024-01-01', '2024-12-31', ''],
    ['day 29 - 31', '2023-02-20', '2023-03-31', '03-29 03-30 03-31'],
    ['monday - friday', '2024-01-01', '2024-01-14', '01-01 01-08'],
    ['day 25 - 5', '2024-01-01', '2024-12-31', ''],
    ['december 25 - january 5', '2023-12-01', '2024-12-31', ''],
    ['friday -1 - monday 1', '2024-01-01', '2024-12-31', ''],
    ['day 5 - friday', '2024-01-01', '2024-01-07', '01-05 01-06 01-07'],
    ['monday 2 february - february 15', '2024-01-01', '2024-12-31', '02-12 02-13 02-14 02-15'],
    ['day 1 - 10 / 3', '2024-01-01', '2024-01-31', '01-01 01-04 01-07 01-10'],
    ['2024-01-30 - 2024-02-04 / 2', '2024-02-01', '2024-02-29', '02-01 02-03'],
  ])('%s', (key, from, to, expected) => {
    expect(covered(key, from, to)).toBe(expected)
  })

  it('counts steps in real time, so that a change to summer time shifts them', () => {
    const run = '2024-03-28 - 2024-04-06 / 2'
    expect(covered(run, '2024-03-01', '2024-04-30', 'Europe/Berlin')).toBe('03-28 03-30 04-02 04-04 04-06')
    expect(covered(run, '2024-03-01', '2024-04-30')).toBe('03-28 03-30 04-01 04-03 04-05')
  })

  it('judges every day on its own: a stretch is the sum of its days', () => {
    const clock = new ZoneClock('Europe/Berlin')
    const from = fc.integer({ min: dayOf('2016-01-01'), max: dayOf('2030-01-01') })
    fc.assert(
      fc.property(dayRun, from, fc.integer({ min: 0, max: 500 }), (run, first, length) => {
        const days: number[] = []
        for (let day = first; day <= first + length; day++) days.push(...coveredDays(run, day, day, clock))
        expect(coveredDays(run, first, first + length, clock)).toEqual(days)
      }),
    )
  })
})
