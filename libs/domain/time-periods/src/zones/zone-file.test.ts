import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseYearlyRule, yearlyChanges } from './yearly-rule.js'
import { ZoneClock } from './zone-clock.js'
import { parseZoneFile } from './zone-file.js'

const hour = 3600

function fileClock(zone: string): ZoneClock {
  const bytes = readFileSync(new URL(`../../test-data/zoneinfo/${zone}`, import.meta.url))
  return new ZoneClock(zone, parseZoneFile(zone, bytes))
}

function utc(text: string): number {
  return Date.parse(`${text}Z`) / 1000
}

describe('parseZoneFile', () => {
  it.each([
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'Europe/Dublin',
  ])('knows of %s what the platform knows, at any time from 1970 to 2300', (zone) => {
    const [file, platform] = [fileClock(zone), new ZoneClock(zone)]
    for (let at = utc('1970-01-01T00:00'); at < utc('2300-01-01T00:00'); at += 86_400 * 5 + 1801) {
      expect([at, file.wallAt(at)]).toEqual([at, platform.wallAt(at)])
    }
  })

  it('goes on for ever by the rule at its end', () => {
    const clock = fileClock('Europe/Berlin')
    expect(clock.wallAt(utc('9999-07-01T00:00')) - utc('9999-07-01T00:00')).toBe(2 * hour)
    expect(clock.wallAt(utc('9999-12-01T00:00')) - utc('9999-12-01T00:00')).toBe(hour)
  })

  it('reads the doubled hour as daylight time, which in Dublin is winter', () => {
    expect(fileClock('Europe/Dublin').instantOf(utc('2024-10-27T01:30'))).toBe(utc('2024-10-27T01:30'))
    expect(fileClock('Europe/Berlin').instantOf(utc('2024-10-27T02:30'))).toBe(utc('2024-10-27T00:30'))
  })

  it('refuses what is no zone file', () => {
    expect(() => parseZoneFile('X', new Uint8Array(10))).toThrow('zone file of "X" cannot be read')
    expect(() => parseZoneFile('X', new Uint8Array(500))).toThrow('zone file of "X" cannot be read')
  })
})

describe('yearlyChanges', () => {
  it.each([
    ['CET-1CEST,M3.5.0,M10.5.0/3', '2024-03-31T01:00 2024-10-27T01:00'],
    ['EST5EDT,M3.2.0,M11.1.0', '2024-03-10T07:00 2024-11-03T06:00'],
    ['<+1030>-10:30<+11>-11,M10.1.0,M4.1.0', '2024-04-06T15:00 2024-10-05T15:30'],
    ['IST-1GMT0,M10.5.0,M3.5.0/1', '2024-03-31T01:00 2024-10-27T01:00'],
    ['<-02>2<-01>,M3.5.0/-1,M10.5.0/0', '2024-03-31T01:00 2024-10-27T01:00'],
    ['XXX3YYY,J60,J300', '2024-03-01T05:00 2024-10-27T04:00'],
    ['XXX3YYY,59,299/26', '2024-02-29T05:00 2024-10-27T04:00'],
  ])('of %s are %s', (rule, expected) => {
    const changes = yearlyChanges(parseYearlyRule(rule), 2024)
    expect(changes.map(({ at }) => new Date(at * 1000).toISOString().slice(0, 16)).join(' ')).toBe(expected)
  })

  it('refuses what is no rule', () => {
    expect(() => parseYearlyRule('CET')).toThrow('no rule for years to come')
  })
})
