import { describe, expect, it } from 'vitest'
import type { IcingaObject } from '../icinga-object.js'
import { ancestorsOf } from './ancestors.js'
import { resolveObject } from './resolve-object.js'

const host = (name: string, rest: Partial<IcingaObject> = {}): IcingaObject => ({
  type: 'Host',
  name,
  kind: 'template',
  disabled: false,
  properties: {},
  vars: {},
  imports: [],
  ...rest,
})
const finder = (...templates: readonly IcingaObject[]) => {
  const known = new Map(templates.map((template) => [template.name, template]))
  return (name: string) => known.get(name)
}

describe('ancestorsOf', () => {
  const tree = finder(
    host('base'),
    host('linux', { imports: ['base'] }),
    host('site', { imports: ['base'] }),
    host('web', { imports: ['linux', 'site'] }),
  )
  it.each([
    { imports: ['linux'], expected: ['base', 'linux'] },
    { imports: ['linux', 'site'], expected: ['linux', 'base', 'site'] },
    { imports: ['base', 'linux'], expected: ['base', 'linux'] },
    { imports: ['web', 'base'], expected: ['linux', 'site', 'web', 'base'] },
  ])('lists $imports from weakest to strongest', ({ imports, expected }) => {
    expect(ancestorsOf(host('h', { kind: 'object', imports }), tree).map(({ name }) => name)).toEqual(
      expected,
    )
  })

  it('reports a loop with its path', () => {
    const looped = finder(
      host('a', { imports: ['b'] }),
      host('b', { imports: ['c'] }),
      host('c', { imports: ['b'] }),
    )
    expect(() => ancestorsOf(host('h', { kind: 'object', imports: ['a'] }), looped)).toThrow(
      'in a loop: b -> c -> b',
    )
  })

  it('names the importer of a template that is missing', () => {
    expect(() =>
      ancestorsOf(
        host('h', { kind: 'object', imports: ['web'] }),
        finder(host('web', { imports: ['gone'] })),
      ),
    ).toThrow('Host "web" imports the template "gone"')
  })

  it('visits a tall stack of diamonds once each', () => {
    const levels = Array.from({ length: 60 }, (_, level) => level)
    const templates = levels.flatMap((level) => {
      const imports = level === 0 ? [] : [`l${level - 1}`, `r${level - 1}`]
      return [host(`l${level}`, { imports }), host(`r${level}`, { imports })]
    })
    expect(ancestorsOf(host('h', { imports: ['l59', 'r59'] }), finder(...templates))).toHaveLength(120)
  })
})

describe('resolveObject', () => {
  it('lets own values win over the last import and that over earlier ones', () => {
    const find = finder(
      host('a', { properties: { check_command: 'ping', notes: 'a' }, vars: { os: 'linux', tags: ['a'] } }),
      host('b', { properties: { check_command: 'http', retry_interval: 30 }, vars: { tags: ['b'] } }),
    )
    const own = host('h', {
      kind: 'object',
      disabled: false,
      properties: { notes: 'own' },
      imports: ['a', 'b'],
    })
    expect(resolveObject(own, find)).toMatchObject({
      properties: { check_command: 'http', retry_interval: 30, notes: 'own' },
      vars: { os: 'linux', tags: ['b'] },
    })
  })

  it('takes groups from the last direct import that has own ones, never from deeper', () => {
    const find = finder(
      host('deep', { properties: { groups: ['deep'] } }),
      host('a', { properties: { groups: ['a'] } }),
      host('b', { imports: ['deep'] }),
    )
    const { properties } = resolveObject(host('h', { imports: ['a', 'b'] }), find)
    expect(properties['groups']).toEqual(['a'])
  })
})
