import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../icinga-object.js'
import type { PropertyDescription } from '../types/property.js'
import { HOST } from '../types/host.js'
import { TIME_PERIOD } from '../types/time-period.js'
import { parseInterval } from './interval.js'
import { readPropertyValue } from './property-value.js'

describe('parseInterval', () => {
  it.each([
    ['90', 90],
    [90, 90],
    ['1d 2h 3m 4s', 93_784],
    ['1h30m', 5_400],
    ['5m', 300],
    ['', undefined],
    ['5 minutes', undefined],
    ['-5', undefined],
    [-5, undefined],
  ])('reads %j as %j seconds', (written, seconds) => {
    expect(parseInterval(written)).toBe(seconds)
  })
})

describe('readPropertyValue', () => {
  const described = [...HOST.properties, ...TIME_PERIOD.properties]
  const property = (name: string): PropertyDescription => {
    const found = described.find((entry) => entry.name === name)
    if (found === undefined) throw new Error(`no property ${name}`)
    return found
  }
  const cases: readonly [string, JsonValue, JsonValue][] = [
    ['enable_flapping', 'y', true],
    ['enable_flapping', '0', false],
    ['enable_flapping', 1, true],
    ['check_interval', '5m', 300],
    ['max_check_attempts', '3', 3],
    ['address', 1234, '1234'],
    ['groups', 'linux', ['linux']],
    ['groups', ['b', null, 'a', 'b'], ['b', 'a']],
    ['check_command', 'hostalive', 'hostalive'],
    ['ranges', { monday: '09:00-17:00' }, { monday: '09:00-17:00' }],
  ]
  it.each(cases)('brings %s = %j to the stored form %j', (name, raw, value) => {
    expect(readPropertyValue(property(name), raw)).toEqual({ kind: 'value', value })
  })

  const empty: readonly [string, JsonValue][] = [
    ['address', ''],
    ['enable_flapping', null],
    ['groups', []],
    ['groups', [null, '']],
    ['ranges', {}],
  ]
  it.each(empty)('takes %s = %j as nothing', (name, raw) => {
    expect(readPropertyValue(property(name), raw)).toEqual({ kind: 'nothing' })
  })

  const refused: readonly [string, JsonValue, string][] = [
    ['enable_flapping', 'maybe', 'true, false, y, n, 1 or 0'],
    ['check_interval', 'soon', 'seconds or an interval such as "1h 30m"'],
    ['max_check_attempts', 'three', 'a number'],
    ['address', ['a'], 'text'],
    ['api_key', 'x'.repeat(41), 'at most 40 characters'],
    ['check_command', ['a', 'b'], 'one name'],
    ['groups', [{ name: 'a' }], 'a name or a list of names'],
    ['ranges', { monday: 8 }, 'days with times, such as {"monday": "09:00-17:00"}'],
    ['ranges', 'always', 'days with times, such as {"monday": "09:00-17:00"}'],
  ]
  it.each(refused)('refuses %s = %j and says what it expects', (name, raw, expected) => {
    expect(readPropertyValue(property(name), raw)).toEqual({ kind: 'refused', expected })
  })

  it('names every range Icinga would refuse, with its reasons', () => {
    const reading = readPropertyValue(property('ranges'), { 'day 1-15': '09:00-17:00', monday: '9-17' })
    expect(reading).toMatchObject({ kind: 'refused' })
    const { expected } = Object(reading)
    expect(expected).toContain('ranges["day 1-15"] (Icinga 2: Invalid time specification')
    expect(expected).toContain('ranges["monday"] (Icinga 2: Invalid time range definition')
  })
})
