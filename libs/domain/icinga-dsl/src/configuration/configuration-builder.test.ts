import type { IcingaObject } from '@director/icinga-objects'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ConfigurationBuilder } from './configuration-builder.js'
import { TemplateCatalogue } from './template-catalogue.js'

const layout = { masterZone: 'master', globalZone: 'director-global' }

describe('ConfigurationBuilder', () => {
  it('writes hosts to the master zone, and templates, groups and periods to the global one', () => {
    const { files, objectCount } = build([
      anObject({ type: 'TimePeriod', name: 'always' }),
      anObject({ type: 'HostGroup', name: 'linux' }),
      aTemplate({ name: 'base', properties: { check_command: 'hostalive' } }),
      anObject({ name: 'web', imports: ['base'] }),
    ])
    expect(files.map(({ path }) => path)).toEqual([
      'zones.d/director-global/host_templates.conf',
      'zones.d/director-global/hostgroups.conf',
      'zones.d/director-global/timeperiods.conf',
      'zones.d/master/hosts.conf',
    ])
    expect(objectCount).toBe(4)
  })

  it('writes a host to the zone it names or inherits', () => {
    const { files } = build([
      aTemplate({ name: 'satellite', properties: { zone: 'europe', check_command: 'hostalive' } }),
      anObject({ name: 'web', imports: ['satellite'] }),
    ])
    expect(files.map(({ path }) => path)).toEqual([
      'zones.d/europe/host_templates.conf',
      'zones.d/europe/hosts.conf',
    ])
  })

  it('gives the same bytes whatever order the objects come in', () => {
    const objects = ['b', 'a', 'Z', 'ü', '10', '9', '🎉'].map((name) => aHost(name))
    const expected = build(objects)
    fc.assert(
      fc.property(fc.shuffledSubarray(objects, { minLength: objects.length }), (shuffled) => {
        expect(build(shuffled)).toEqual(expected)
      }),
    )
    expect([...(expected.files[0]?.content ?? '').matchAll(/Host "(.*)"/g)].map(([, name]) => name)).toEqual([
      '10',
      '9',
      'Z',
      'a',
      'b',
      'ü',
      '🎉',
    ])
  })

  it('names every host that has no check command of its own or a template’s', () => {
    const objects = [
      aTemplate({ name: 'empty' }),
      anObject({ name: 'web', imports: ['empty'] }),
      anObject({ name: 'db' }),
    ]
    expect(() => build(objects)).toThrow(
      expect.objectContaining({
        code: 'config.invalid',
        message: expect.stringMatching(
          /Host "web": expected a check command.*; Host "db": expected a check command/,
        ),
      }),
    )
  })

  it('finds the check command of a template’s template', () => {
    const objects = [
      aTemplate({ name: 'base', properties: { check_command: 'hostalive' } }),
      aTemplate({ name: 'linux', imports: ['base'] }),
      anObject({ name: 'web', imports: ['linux'] }),
    ]
    expect(build(objects).objectCount).toBe(3)
  })

  it('trusts a template Icinga defines elsewhere to bring the check command', () => {
    const objects = [
      anObject({ name: 'generic-host', kind: 'external' }),
      anObject({ name: 'web', imports: ['generic-host'] }),
    ]
    expect(build(objects).objectCount).toBe(1)
  })

  it('refuses an import of a template that does not exist, is disabled, or imports itself', () => {
    const check = (objects: readonly IcingaObject[]) => () => build(objects)
    expect(check([aHost('web', ['gone'])])).toThrow(
      /Host "web": .* received Host "web" imports the template "gone"/,
    )
    expect(check([aTemplate({ name: 'off', disabled: true }), aHost('web', ['off'])])).toThrow(
      /Host "web": .* received "off", which is disabled/,
    )
    expect(
      check([
        aTemplate({ name: 'a', imports: ['b'] }),
        aTemplate({ name: 'b', imports: ['a'] }),
        aHost('web', ['a']),
      ]),
    ).toThrow(/Host "web": .* loop: a -> b -> a/)
  })

  it.each(['../../etc', 'a/b', '..', '.hidden', 'a\\b'])(
    'refuses the zone %s, which would lead out of its folder',
    (zone) => {
      const host = anObject({ name: 'web', properties: { check_command: 'hostalive', zone } })
      expect(() => build([host])).toThrow(/Host "web": expected a zone name/)
      expect(() => build([{ ...host, disabled: true, imports: ['gone'] }])).toThrow(/expected a zone name/)
    },
  )

  it('asks nothing of a disabled host and writes it as comment that no value can end', () => {
    const { files, objectCount } = build([
      anObject({ name: 'old', disabled: true, vars: { note: '*/ object Host "evil" {}\n}' } }),
    ])
    const lines = files[0]?.content.trim().split('\n') ?? []
    expect(lines.every((line) => line.startsWith('//'))).toBe(true)
    expect(objectCount).toBe(0)
  })

  it('names object and property of a stored value it cannot render', () => {
    const broken = anObject({
      name: 'web',
      properties: { check_command: 'hostalive', check_interval: 'soon' },
    })
    expect(() => build([broken])).toThrow(/Host "web": property check_interval/)
  })
})

function build(objects: readonly IcingaObject[]) {
  const templates = new TemplateCatalogue(
    objects.filter(({ kind }) => kind === 'template' || kind === 'external'),
  )
  const builder = new ConfigurationBuilder(layout, templates)
  for (const object of objects) builder.add(object)
  return builder.finish()
}

function anObject(values: Partial<IcingaObject>): IcingaObject {
  return {
    type: 'Host',
    name: 'host',
    kind: 'object',
    disabled: false,
    properties: {},
    vars: {},
    imports: [],
    ...values,
  }
}

function aTemplate(values: Partial<IcingaObject>): IcingaObject {
  return anObject({ kind: 'template', ...values })
}

function aHost(name: string, imports: readonly string[] = []): IcingaObject {
  return anObject({ name, imports, properties: { check_command: 'hostalive' } })
}
