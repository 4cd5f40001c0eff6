import { describe, expect, it } from 'vitest'
import { compiledPeriod, periodWith } from '../testing/one-period.js'
import { isActive } from './is-active.js'
import { nextChange, nextOpening } from './next-change.js'
import { segments } from './segments.js'

const berlin = 'Europe/Berlin'

function activeHours(
  period: ReturnType<typeof periodWith>,
  from: string,
  to: string,
  zone = berlin,
): string[] {
  return segments(period, new Date(from), new Date(to), zone).map(
    ({ beginAt, endAt }) => `${beginAt.toISOString().slice(0, 16)} ${(+endAt - +beginAt) / 3_600_000}h`,
  )
}

describe('isActive', () => {
  const work = periodWith({ monday: '09:00-17:00' })

  it.each([
    ['2026-01-05T08:59:59.999Z', false],
    ['2026-01-05T09:00:00Z', true],
    ['2026-01-05T16:59:59.999Z', true],
    ['2026-01-05T17:00:00Z', false],
    ['2026-01-06T12:00:00Z', false],
  ])('at %s is %s for a period from nine to five on Mondays', (at, expected) => {
    expect(isActive(work, new Date(at), 'UTC')).toBe(expected)
  })

  it('reads the wall clock of the zone it is asked for', () => {
    const at = new Date('2026-01-05T15:00:00Z')
    expect(isActive(work, at, 'Asia/Kolkata')).toBe(false)
    expect(isActive(work, at, 'America/New_York')).toBe(true)
  })

  it('leaves no hole between 23:59-24:00 and the next day', () => {
    const period = periodWith({ monday: '23:59-24:00', tuesday: '00:00-00:01' })
    expect(activeHours(period, '2026-01-05T00:00Z', '2026-01-07T00:00Z', 'UTC')).toEqual([
      `2026-01-05T23:59 ${2 / 60}h`,
    ])
  })

  it('refuses a date that is none', () => {
    expect(() => isActive(work, new Date('x'), 'UTC')).toThrow('the instant is not a date')
  })
})

describe('days on which the clocks change', () => {
  it('have 23 and 25 hours', () => {
    const sundays = periodWith({ sunday: '00:00-24:00' })
    expect(activeHours(sundays, '2024-03-30T00:00Z', '2024-04-02T00:00Z')).toEqual(['2024-03-30T23:00 23h'])
    expect(activeHours(sundays, '2024-10-26T00:00Z', '2024-10-29T00:00Z')).toEqual(['2024-10-26T22:00 25h'])
  })

  it.each([
    ['02:30-02:45', ['2024-03-31T01:30 0.25h']],
    ['01:30-02:30', ['2024-03-31T00:30 1h']],
    ['02:00-03:00', []],
    ['02:30-03:15', []],
  ])('%s on the day an hour is left out', (hours, expected) => {
    expect(
      activeHours(periodWith({ '2024-03-31': hours }), '2024-03-30T00:00Z', '2024-04-02T00:00Z'),
    ).toEqual(expected)
  })

  it.each([
    ['02:30-02:45', ['2024-10-27T00:30 0.25h']],
    ['02:30-03:00', ['2024-10-27T00:30 1.5h']],
    ['02:00-03:00', ['2024-10-27T00:00 2h']],
  ])('%s on the day an hour comes twice', (hours, expected) => {
    expect(
      activeHours(periodWith({ '2024-10-27': hours }), '2024-10-26T00:00Z', '2024-10-29T00:00Z'),
    ).toEqual(expected)
  })

  it('take a night of eight hours down to seven', () => {
    const night = periodWith({ saturday: '22:00-06:00' })
    expect(activeHours(night, '2024-03-30T12:00Z', '2024-03-31T12:00Z')).toEqual(['2024-03-30T21:00 7h'])
  })

  it('begin at 01:00 where midnight does not exist', () => {
    const period = periodWith({ '2018-11-04': '00:00-02:00' })
    const hours = activeHours(period, '2018-11-03T00:00Z', '2018-11-06T00:00Z', 'America/Sao_Paulo')
    expect(hours).toEqual(['2018-11-04T03:00 1h'])
  })
})

describe('nextChange and nextOpening', () => {
  it('see over pieces that touch', () => {
    const period = periodWith({ monday: '09:00-12:00,12:00-17:00' })
    expect(nextChange(period, new Date('2026-01-05T10:00Z'), 'UTC')).toEqual({
      kind: 'closes',
      at: new Date('2026-01-05T17:00Z'),
    })
  })

  it('find an opening years ahead', () => {
    const period = periodWith({ '2033-02-01': '09:00-10:00' })
    expect(nextOpening(period, new Date('2026-01-05T10:00Z'), 'UTC')).toEqual({
      kind: 'opens',
      at: new Date('2033-02-01T09:00Z'),
    })
  })

  it.each([
    ['a date in the past', { p: { ranges: { '2020-01-01': '00:00-24:00' } } }],
    ['a run that would have to wrap', { p: { ranges: { 'day 25 - 5': '00:00-24:00' } } }],
    ['no ranges at all', { p: {} }],
    ['a period that excludes itself', { p: { ranges: { monday: '09:00-17:00' }, excludes: ['p'] } }],
    ['a date more than ten years ahead', { p: { ranges: { '2050-01-01': '00:00-24:00' } } }],
  ])('end their search with %s', (_, definitions) => {
    const period = compiledPeriod(definitions)
    expect(nextOpening(period, new Date('2026-01-05T00:00Z'), 'UTC').kind).toBe('never')
    expect(nextChange(period, new Date('2026-01-05T00:00Z'), 'UTC').kind).toBe('never')
  })

  it('know that a period without gaps never closes', () => {
    const always = periodWith({ 'day 1 - 31': '00:00-24:00' })
    expect(nextChange(always, new Date('2026-01-05T10:00Z'), berlin).kind).toBe('never')
    expect(nextOpening(always, new Date('2026-01-05T10:00Z'), berlin).kind).toBe('open')
  })

  it('answer for hours that reach absurdly far', () => {
    const period = periodWith({
      'monday 1 january': '00:00-2000000000:00',
      'february 2': '1000000000:00-1000000001:00',
    })
    expect(isActive(period, new Date('2026-01-05T10:00Z'), 'UTC')).toBe(true)
  })
})
