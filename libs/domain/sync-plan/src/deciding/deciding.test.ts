import type { IcingaObject, JsonValue } from '@director/icinga-objects'
import { describe, expect, it } from 'vitest'
import { compileRule } from '../rule/compile-rule.js'
import type { SourceRow } from '../rule/expression.js'
import { SyncRule } from '../rule/sync-rule.js'
import { decideChange } from './decide-change.js'
import { planRows } from './plan-rows.js'

type Property = readonly [destination: string, expression: string, rest?: Record<string, string>]
type RowsBySource = Readonly<Record<string, SourceRow>>

function ruleOf(properties: readonly Property[], rest: Record<string, unknown> = {}) {
  return compileRule(
    SyncRule.parse({
      name: 'hosts',
      objectType: 'Host',
      properties: properties.map(([destination, expression, more]) => ({
        source: 'cmdb',
        destination,
        expression,
        ...more,
      })),
      ...rest,
    }),
  )
}

function host(rest: Partial<IcingaObject> = {}): IcingaObject {
  return {
    type: 'Host',
    name: 'a',
    kind: 'object',
    disabled: false,
    properties: {},
    vars: {},
    imports: [],
    ...rest,
  }
}

function decide(
  properties: readonly Property[],
  row: SourceRow | RowsBySource,
  existing?: IcingaObject,
  rest: Record<string, unknown> = {},
) {
  const rule = ruleOf(properties, rest)
  const rows = new Map(Object.entries('cmdb' in row ? (row as RowsBySource) : { cmdb: row as SourceRow }))
  const plan = planRows(rule, { key: 'a', rows })
  if (plan.kind === 'hidden') return plan
  return decideChange(rule, plan.object, existing)
}

function after(
  properties: readonly Property[],
  row: SourceRow | RowsBySource,
  existing?: IcingaObject,
  rest: Record<string, unknown> = {},
) {
  const decision = decide(properties, row, existing, rest)
  if (decision.kind !== 'create' && decision.kind !== 'modify') throw new Error(decision.kind)
  return decision.after
}

const OVERRIDE = { updatePolicy: 'override' }

describe('update policies', () => {
  const stored = host({
    properties: { address: '192.0.2.1', notes: 'by hand', groups: ['old'], api_key: 'k' },
    vars: { x: 1, y: 0, _override_servicevars: { ping: { wrta: 5 } } },
    imports: ['tpl'],
    disabled: true,
  })

  it('merge keeps what is not mapped', () => {
    expect(after([['vars.y', '${y}']], { y: 2 }, stored)).toEqual({
      ...stored,
      vars: { ...stored.vars, y: 2 },
    })
  })

  it('override takes everything from the row and keeps API key and service overrides', () => {
    expect(after([['vars.y', '${y}']], { y: 2 }, stored, OVERRIDE)).toEqual({
      ...host({ properties: { api_key: 'k' } }),
      vars: { y: 2, _override_servicevars: { ping: { wrta: 5 } } },
    })
  })

  it('ignore leaves existing objects alone and creates missing ones', () => {
    const ignore = { updatePolicy: 'ignore' }
    expect(decide([['notes', 'x']], {}, stored, ignore).kind).toBe('left-alone')
    expect(decide([['notes', 'x']], {}, undefined, ignore).kind).toBe('create')
  })

  it('update-only changes existing objects and leaves missing ones out', () => {
    const updateOnly = { updatePolicy: 'update-only' }
    expect(decide([['notes', 'x']], {}, stored, updateOnly).kind).toBe('modify')
    expect(decide([['notes', 'x']], {}, undefined, updateOnly).kind).toBe('left-alone')
  })

  it('says unchanged when nothing differs', () => {
    expect(decide([['address', '${ip}']], { ip: '192.0.2.1' }, stored).kind).toBe('unchanged')
  })

  it('replaces the lists of groups and imports when the row has any', () => {
    const changed = after(
      [
        ['groups', 'new'],
        ['import', 'b'],
      ],
      {},
      stored,
    )
    expect([changed.properties['groups'], changed.imports]).toEqual([['new'], ['b']])
    const kept = after(
      [
        ['groups', '${none}'],
        ['import', '${none}'],
        ['notes', 'n'],
      ],
      {},
      stored,
    )
    expect([kept.properties['groups'], kept.imports]).toEqual([['old'], ['tpl']])
  })

  it('keeps the lists of a time period that are not mapped', () => {
    const period = {
      ...host(),
      type: 'TimePeriod',
      properties: { includes: ['x'], ranges: { monday: '09:00-17:00' } },
    }
    const changed = after([['display_name', 'D']], {}, period, { objectType: 'TimePeriod' })
    expect(changed.properties).toEqual({ ...period.properties, display_name: 'D' })
  })

  it.each(['template', 'external'] as const)('protects a %s of the same name under every policy', (kind) => {
    for (const updatePolicy of ['merge', 'override', 'ignore', 'update-only']) {
      expect(decide([['notes', 'x']], {}, host({ kind }), { updatePolicy }).kind).toBe('protected')
    }
  })

  it('makes templates when the rule says so, and then protects plain objects', () => {
    const template: Property = ['object_type', 'template']
    expect(after([template], {}).kind).toBe('template')
    expect(decide([template], {}, host()).kind).toBe('protected')
  })
})

describe('null and empty values', () => {
  const stored = host({ properties: { address: '192.0.2.1' }, vars: { os: 'linux', keep: 1 } })
  const cases: readonly [
    string,
    readonly Property[],
    SourceRow,
    Record<string, JsonValue>,
    Record<string, JsonValue>,
  ][] = [
    [
      'a mapped null clears property and variable',
      [
        ['address', '${n}'],
        ['vars.os', '${n}'],
      ],
      {},
      {},
      { keep: 1 },
    ],
    ['empty text clears a property', [['address', '${e}']], { e: '' }, {}, { os: 'linux', keep: 1 }],
    [
      'a value beats a later null',
      [
        ['address', 'x'],
        ['address', '${n}'],
      ],
      {},
      { address: 'x' },
      { os: 'linux', keep: 1 },
    ],
    [
      'value, null, null ends as value',
      [
        ['vars.os', 'x'],
        ['vars.os', '${n}'],
        ['vars.os', '${n}'],
      ],
      {},
      { address: '192.0.2.1' },
      { os: 'x', keep: 1 },
    ],
    [
      'the last value wins',
      [
        ['address', 'x'],
        ['address', 'y'],
      ],
      {},
      { address: 'y' },
      { os: 'linux', keep: 1 },
    ],
    [
      'a property whose filter does not match is not mapped',
      [
        ['address', 'x', { filter: 'os=bsd' }],
        ['notes', 'n'],
      ],
      { os: 'linux' },
      { address: '192.0.2.1', notes: 'n' },
      { os: 'linux', keep: 1 },
    ],
  ]
  it.each(cases)('%s', (_title, properties, row, expectedProperties, expectedVars) => {
    const changed = after(properties, row, stored)
    expect(changed.properties).toEqual(expectedProperties)
    expect(changed.vars).toEqual(expectedVars)
  })
})

describe('lists and variables', () => {
  it('collects groups sorted and once, imports in order with the later place counting', () => {
    const made = after(
      [
        ['groups', 'linux'],
        ['groups', '${groups}'],
        ['import', 'a'],
        ['import', '${templates}'],
      ],
      { groups: ['web', 'db', 'linux'], templates: ['b', 'a'] },
    )
    expect([made.properties['groups'], made.imports]).toEqual([
      ['db', 'linux', 'web'],
      ['b', 'a'],
    ])
  })

  it('collects vars.x[] from values and lists and ignores null', () => {
    const made = after(
      [
        ['vars.x[]', 'a'],
        ['vars.x[]', '${none}'],
        ['vars.x[]', '${list}'],
      ],
      { list: ['b', 1] },
    )
    expect(made.vars).toEqual({ x: ['a', 'b', 1] })
  })

  it('replaces all variables, or merges them when the property says so', () => {
    const stored = host({ vars: { keep: 1, os: 'old' } })
    const row = { v: { os: 'new' } }
    expect(after([['vars', '${v}']], row, stored).vars).toEqual({ os: 'new' })
    expect(after([['vars', '${v}', { mergePolicy: 'merge' }]], row, stored).vars).toEqual({
      keep: 1,
      os: 'new',
    })
  })

  it('takes values of several sources by priority, not by the order of sources', () => {
    const rows = { other: { ip: 'other' }, cmdb: { ip: 'cmdb' } }
    const made = after(
      [
        ['address', '${ip}', { source: 'other' }],
        ['address', '${ip}'],
      ],
      rows,
    )
    expect(made.properties['address']).toBe('cmdb')
    const reversed = after(
      [
        ['address', '${ip}'],
        ['address', '${ip}', { source: 'other' }],
      ],
      rows,
    )
    expect(reversed.properties['address']).toBe('other')
    const oneNull = after(
      [
        ['address', '${ip}', { source: 'other' }],
        ['address', '${none}'],
      ],
      rows,
    )
    expect(oneNull.properties['address']).toBe('other')
  })
})

describe('names, filters and refusals', () => {
  it('takes the key as name unless object_name is mapped', () => {
    expect(after([['notes', 'n']], {}).name).toBe('a')
    expect(after([['object_name', '${short}']], { short: 'web1' }).name).toBe('web1')
  })

  it('hides rows that do not match the filter and tells the name they would have had', () => {
    const hidden = decide([['object_name', '${short}']], { short: 'web1', os: 'bsd' }, undefined, {
      filter: 'os=linux',
    })
    expect(hidden).toEqual({ kind: 'hidden', key: 'a', name: 'web1' })
  })

  it('treats a column the row does not have as null in filters', () => {
    expect(decide([['notes', 'n']], {}, undefined, { filter: 'owner=' }).kind).toBe('create')
  })

  const refused: readonly [string, string, string, SourceRow][] = [
    ['sync.value-refused', 'enable_flapping', '${v}', { v: 'maybe' }],
    ['sync.value-refused', 'disabled', '${v}', { v: 'maybe' }],
    ['sync.value-refused', 'vars', '${v}', { v: 'text' }],
    ['sync.value-refused', 'groups', '${v}', { v: { a: 1 } }],
    ['sync.value-refused', 'object_type', 'apply', {}],
    ['sync.expression-failed', 'notes', 'x${v}', { v: [1] }],
    ['sync.name-missing', 'object_name', '${v}', {}],
    ['sync.name-missing', 'object_name', '${v}', { v: 'host!service' }],
  ]
  it.each(refused)(
    'fails with %s for %s = %s and names key and property',
    (code, destination, expression, row) => {
      expect(() => decide([[destination, expression]], row)).toThrow(
        expect.objectContaining({
          code,
          message: expect.stringContaining(`key "a": property "${destination}"`),
        }),
      )
    },
  )
})
