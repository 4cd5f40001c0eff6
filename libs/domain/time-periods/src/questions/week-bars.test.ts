import { describe, expect, it } from 'vitest'
import { periodWith } from '../testing/one-period.js'
import { weekBars, type SlotState } from './week-bars.js'

const signs: Readonly<Record<SlotState, string>> = { active: '#', partly: '+', inactive: '.', absent: ' ' }

function drawn(ranges: Readonly<Record<string, string>>, at: string, zone = 'Europe/Berlin'): string[] {
  return weekBars(periodWith(ranges), new Date(at), zone, { slotsPerDay: 24 }).map(
    ({ date, lengthHours, slots }) => `${date} ${lengthHours} ${slots.map((slot) => signs[slot]).join('')}`,
  )
}

describe('weekBars', () => {
  it('draws Monday to Sunday around the instant', () => {
    const week = drawn({ monday: '09:00-17:30', sunday: '22:00-06:00' }, '2026-01-08T12:00Z')
    expect(week).toHaveLength(7)
    expect(week[0]).toBe('2026-01-05 24 ######...########+......')
    expect(week[6]).toBe('2026-01-11 24 ......................##')
  })

  it('leaves out the hour that spring leaves out', () => {
    const week = drawn({ sunday: '01:00-05:00' }, '2024-03-28T12:00Z')
    expect(week[6]).toBe('2024-03-31 23 .# ##...................')
  })

  it('keeps the doubled hour of autumn in one slot', () => {
    const week = drawn({ sunday: '02:00-02:30' }, '2024-10-24T12:00Z')
    expect(week[6]).toBe('2024-10-27 25 ..+.....................')
  })

  it('counts the week of the zone, not of UTC', () => {
    expect(drawn({}, '2026-01-11T23:30Z')[0]).toMatch(/^2026-01-12/)
    expect(drawn({}, '2026-01-11T23:30Z', 'UTC')[0]).toMatch(/^2026-01-05/)
  })
})
