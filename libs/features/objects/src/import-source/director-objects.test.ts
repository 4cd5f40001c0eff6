import type { IcingaObject } from '@director/icinga-objects'
import { describe, expect, it } from 'vitest'
import { DirectorObjectsSettings } from './director-objects.settings.js'
import { inheritedWords } from './inherited-words.js'
import { masterZoneOf } from './master-zone.js'
import { flattened, objectRow } from './object-row.js'

const anObject = (fields: Partial<IcingaObject>): IcingaObject => ({
  type: 'User',
  name: 'ada',
  kind: 'object',
  disabled: false,
  properties: {},
  vars: {},
  imports: [],
  ...fields,
})

describe('the settings of director objects', () => {
  it.each([
    [{ objectType: 'Endpoint' }, 'from this installation'],
    [{ objectType: 'Host', host: 'db' }, 'icinga-director, because a connection is given'],
    [{ from: 'icinga-director', objectType: 'Host' }, 'a URL, or host, database and user'],
    [{ from: 'icinga-director', objectType: 'Host', url: 'sqlite://x' }, 'an address such as mysql://'],
    [
      { from: 'icinga-director', objectType: 'Host', url: 'postgres://db/x', tls: 'verified' },
      'for PostgreSQL ?sslmode=… in the URL',
    ],
    [
      { from: 'icinga-director', objectType: 'Host', host: '192.0.2.1', tls: 'verified' },
      'only with the name of the server',
    ],
    [{ from: 'icinga-director', objectType: 'Service', host: 'db' }, 'objectType'],
  ])('are refused: %j', (settings, problem) => {
    const { error } = DirectorObjectsSettings.safeParse(settings)
    expect(JSON.stringify(error?.issues)).toContain(problem)
  })

  it.each([
    { objectType: 'Host' },
    { from: 'icinga-director', objectType: 'Zone', system: 'postgresql', host: 'db', user: 'reader' },
    {
      from: 'icinga-director',
      objectType: 'Host',
      url: 'mariadb://reader:x@db.example.com/director',
      tls: 'verified',
    },
  ])('are accepted: %j', (settings) => {
    expect(DirectorObjectsSettings.safeParse(settings).error).toBeUndefined()
  })

  it('mark what must be sealed', () => {
    const { url, password } = DirectorObjectsSettings.shape
    expect([url, password].map((field) => field.meta()?.['secret'])).toEqual([true, true])
  })
})

describe('the row of an object', () => {
  it('has every property of the type, and the kind as Director spells it', () => {
    const object = anObject({
      kind: 'external',
      properties: { email: 'ada@example.com' },
      imports: ['staff'],
    })
    expect(objectRow(object, ['email', 'pager'], false)).toEqual({
      object_name: 'ada',
      object_type: 'external_object',
      disabled: false,
      email: 'ada@example.com',
      pager: null,
      imports: ['staff'],
    })
  })
})

describe('words that templates extend and reduce', () => {
  it.each([
    { values: [['Up', 'OK']], expected: ['OK', 'Up'] },
    { values: [['OK', 'Up'], undefined, { extend: ['Down'], blacklist: ['Up'] }], expected: ['Down', 'OK'] },
    { values: [['OK'], ['Up']], expected: ['Up'] },
    { values: [['OK'], { override: ['Up'], extend: ['Down'] }], expected: ['Down', 'Up'] },
    { values: [['OK'], { blacklist: ['OK'] }], expected: undefined },
    { values: [undefined], expected: undefined },
  ])('$values are $expected', ({ values, expected }) => {
    expect(inheritedWords(values)).toEqual(expected)
  })

  it('leave no value behind when nothing is left of them', () => {
    const staff = anObject({ name: 'staff', kind: 'template', properties: { states: ['Up'] } })
    const ada = anObject({ properties: { states: { blacklist: ['Up'] } }, imports: ['staff'] })
    expect(flattened(ada, () => staff)).toMatchObject({ properties: { states: null }, imports: [] })
  })
})

describe('the master zone', () => {
  const zone = (name: string, properties: IcingaObject['properties'] = {}) =>
    anObject({ type: 'Zone', name, properties })

  it('is the only one that is neither global nor below another', () => {
    const zones = [zone('all', { is_global: true }), zone('top'), zone('below', { parent: 'top' })]
    expect(masterZoneOf(zones)).toBe('top')
  })

  it('has its usual name when several could be it, or none', () => {
    expect(masterZoneOf([zone('one'), zone('other')])).toBe('master')
    expect(masterZoneOf([])).toBe('master')
  })
})
