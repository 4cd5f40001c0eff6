import { describe, expect, it } from 'vitest'
import { civilDateOf, dayNumberOf, printDate, weekdayOf } from './civil-days.js'

describe('civil days', () => {
  it('agrees with the platform on every day of 800 years', () => {
    for (let day = dayNumberOf(1600, 1, 1); day < dayNumberOf(2400, 1, 1); day++) {
      const date = new Date(day * 86_400_000)
      const civil = civilDateOf(day)
      if (
        civil.year !== date.getUTCFullYear() ||
        civil.month !== date.getUTCMonth() + 1 ||
        civil.day !== date.getUTCDate() ||
        weekdayOf(day) !== date.getUTCDay() ||
        dayNumberOf(civil.year, civil.month, civil.day) !== day
      ) {
        expect.fail(`day ${day} is not ${printDate(day)}`)
      }
    }
  })

  it('runs on over the end of a month', () => {
    expect(printDate(dayNumberOf(2023, 2, 29))).toBe('2023-03-01')
    expect(printDate(dayNumberOf(2024, 4, 31))).toBe('2024-05-01')
  })

  it('writes years before the first with a sign', () => {
    expect(printDate(dayNumberOf(-24, 1, 1))).toBe('-0024-01-01')
  })
})
