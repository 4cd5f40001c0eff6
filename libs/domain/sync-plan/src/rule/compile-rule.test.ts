import { getObjectType } from '@director/icinga-objects'
import { describe, expect, it } from 'vitest'
import { compileRule } from './compile-rule.js'
import { parseDestination } from './destination.js'
import { SyncRule } from './sync-rule.js'

describe('parseDestination', () => {
  const host = getObjectType('Host')
  it.each([
    ['object_name', { kind: 'name' }],
    ['object_type', { kind: 'object-type' }],
    ['disabled', { kind: 'disabled' }],
    ['import', { kind: 'imports' }],
    ['groups', { kind: 'groups' }],
    ['vars', { kind: 'all-vars' }],
    ['vars.os', { kind: 'var', name: 'os' }],
    ['vars.a.b', { kind: 'var', name: 'a.b' }],
    ['vars.list[]', { kind: 'var-list', name: 'list' }],
  ])('understands %s', (field, destination) => {
    expect(parseDestination(field, host)).toEqual(destination)
  })

  it('finds properties of the type', () => {
    expect(parseDestination('address', host)).toMatchObject({
      kind: 'property',
      property: { kind: 'string' },
    })
  })

  it.each([['adress'], ['vars.'], ['constructor'], ['ranges']])('refuses %s on a host', (field) => {
    expect(() => parseDestination(field, host)).toThrow(
      expect.objectContaining({ code: 'sync.unknown-destination' }),
    )
  })

  it('refuses variables on a type without them', () => {
    expect(() => parseDestination('vars.os', getObjectType('HostGroup'))).toThrow('has no property "vars.os"')
  })
})

describe('compileRule', () => {
  it('lists every problem of a rule at once', () => {
    const rule = SyncRule.parse({
      name: 'hosts',
      objectType: 'Host',
      filter: '(os=linux|',
      properties: [
        { source: 'cmdb', expression: '${name', destination: 'object_name' },
        { source: 'cmdb', expression: '${ip}', destination: 'adress' },
        { source: 'cmdb', expression: '${os}', destination: 'vars.os', filter: 'a=b)' },
      ],
    })
    expect(() => compileRule(rule)).toThrow(
      expect.objectContaining({
        code: 'sync.invalid-rule',
        message: expect.stringMatching(/property 1: .*property 2: .*did you mean "address"\?.*property 3: /),
      }),
    )
  })

  it('names sources once, in order of their first property', () => {
    const property = (source: string) => ({ source, expression: 'x', destination: 'notes' })
    const properties = [property('b'), property('a'), property('b')]
    const rule = SyncRule.parse({ name: 'hosts', objectType: 'host', properties })
    expect(compileRule(rule).sources).toEqual(['b', 'a'])
  })
})
