import { describe, expect, it } from 'vitest'
import { referencesOf, referrersOf } from './references.js'
import { readWrittenObject, writtenForm } from './written-object.js'

describe('readWrittenObject', () => {
  it('brings what people write to the stored form', () => {
    const reading = readWrittenObject({
      type: 'host',
      name: 'web1',
      imports: 'linux',
      address: '192.0.2.1',
      check_interval: '5m',
      notes: null,
      vars: { os: 'linux', gone: null },
    })
    expect(reading).toEqual({
      kind: 'object',
      object: {
        type: 'Host',
        name: 'web1',
        kind: 'object',
        disabled: false,
        imports: ['linux'],
        properties: { address: '192.0.2.1', check_interval: 300 },
        vars: { os: 'linux' },
      },
    })
  })

  it('lists every problem at once and suggests the nearest name', () => {
    const reading = readWrittenObject({
      type: 'HostGroup',
      name: '',
      kind: 'thing',
      imports: 5.5,
      displayname: 'x',
      vars: { a: 1 },
    })
    expect(
      reading.kind === 'problems' && reading.problems.map(({ place, expected }) => `${place}: ${expected}`),
    ).toEqual([
      'kind: object, template, apply or external',
      'name: a name',
      'displayname: a known name (did you mean "display_name"?)',
      'vars: no variables on a host group',
    ])
  })

  it.each([[null], ['text'], [['a']], [{ name: 'x' }], [{ type: 'Hots', name: 'x' }]])(
    'refuses %j',
    (written) => {
      expect(readWrittenObject(written).kind).toBe('problems')
    },
  )

  it('reads back what writtenForm wrote', () => {
    const reading = readWrittenObject({
      type: 'Host',
      name: 'a',
      kind: 'template',
      disabled: 'y',
      vars: { a: [1] },
      notes: 'n',
    })
    if (reading.kind !== 'object') throw new Error('not read')
    expect(readWrittenObject(writtenForm(reading.object))).toEqual(reading)
  })
})

describe('references', () => {
  it('names templates, groups and periods, and leaves commands to Icinga', () => {
    const reading = readWrittenObject({
      type: 'Host',
      name: 'web1',
      imports: ['linux'],
      groups: ['web', 'all'],
      check_period: 'always',
      check_command: 'ping4',
    })
    if (reading.kind !== 'object') throw new Error('not read')
    expect(referencesOf(reading.object).map(({ place, type, name }) => `${place} ${type} ${name}`)).toEqual([
      'imports Host linux',
      'check_period TimePeriod always',
      'groups HostGroup web',
      'groups HostGroup all',
    ])
  })

  it('knows every place that can name a time period', () => {
    expect(referrersOf('TimePeriod').map(({ type, place }) => `${type}.${place}`)).toEqual([
      'TimePeriod.imports',
      'TimePeriod.includes',
      'TimePeriod.excludes',
      'Host.check_period',
    ])
  })
})
