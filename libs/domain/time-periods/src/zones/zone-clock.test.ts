import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant, oddZones, zone } from '../testing/arbitraries.js'
import { ZoneClock, ZoneClocks } from './zone-clock.js'

function utc(text: string): number {
  return Date.parse(`${text}Z`) / 1000
}

function instantOf(zoneName: string, wall: string): string {
  return new Date(new ZoneClock(zoneName).instantOf(utc(wall)) * 1000).toISOString().slice(0, 16)
}

function platformWall(zoneName: string, seconds: number): number {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zoneName,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  return utc(format.format(seconds * 1000).replace(' ', 'T'))
}

describe('ZoneClock', () => {
  it.each([
    ['Europe/Berlin', '2024-07-01T12:00', '2024-07-01T10:00'],
    ['Europe/Berlin', '2024-03-31T02:30', '2024-03-31T01:30'],
    ['Europe/Berlin', '2024-03-31T03:15', '2024-03-31T01:15'],
    ['Europe/Berlin', '2024-10-27T02:30', '2024-10-27T00:30'],
    ['Europe/Berlin', '2024-10-27T03:00', '2024-10-27T02:00'],
    ['America/Sao_Paulo', '2018-11-04T00:00', '2018-11-04T03:00'],
    ['America/Havana', '2024-11-03T00:30', '2024-11-03T04:30'],
    ['Australia/Lord_Howe', '2024-10-06T02:15', '2024-10-05T15:45'],
    ['Australia/Lord_Howe', '2024-04-07T01:45', '2024-04-06T14:45'],
    ['Europe/Dublin', '2024-10-27T01:30', '2024-10-27T01:30'],
  ])('reads %s %s as %s UTC', (zoneName, wall, expected) => {
    expect(instantOf(zoneName, wall)).toBe(expected)
  })

  it('shows what the platform shows, in any zone at any time', () => {
    const clocks = new ZoneClocks()
    fc.assert(
      fc.property(zone, instant, (zoneName, at) => {
        expect(clocks.clockOf(zoneName).wallAt(at)).toBe(platformWall(zoneName, at))
      }),
    )
  })

  it.each(oddZones)('finds every change of %s from 2015 to 2030 to the second', (zoneName) => {
    const clock = new ZoneClock(zoneName)
    const hour = 3600
    for (let at = utc('2015-01-01T00:00'); at < utc('2030-01-01T00:00'); at += hour) {
      const offset = clock.wallAt(at) - at
      if (clock.wallAt(at + hour) - at - hour === offset) continue
      const seconds = Array.from({ length: hour + 1 }, (_, second) => clock.wallAt(at + second) - at - second)
      const change = at + seconds.findIndex((other) => other !== offset)
      expect(platformWall(zoneName, change - 1) - change + 1).toBe(offset)
      expect(platformWall(zoneName, change) - change).not.toBe(offset)
    }
  })

  it('turns the wall clock back into the instant, but for the second of two equal hours', () => {
    const clocks = new ZoneClocks()
    fc.assert(
      fc.property(zone, instant, (zoneName, at) => {
        const clock = clocks.clockOf(zoneName)
        const back = clock.instantOf(clock.wallAt(at))
        expect(clock.wallAt(back)).toBe(clock.wallAt(at))
        expect(back).toBeLessThanOrEqual(at)
      }),
    )
  })

  it('refuses a zone that does not exist', () => {
    expect(() => new ZoneClock('Mars/Olympus')).toThrow('time zone "Mars/Olympus" is not known')
  })
})
