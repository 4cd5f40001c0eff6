import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { textOf, type Row } from '@director/filters'
import { builtInModifiers } from '../built-in-modifiers.js'
import { defineModifier } from '../define-modifier.js'
import { fakeLookups } from '../fake-lookups.js'
import { noLookups } from '../no-lookups.js'
import { createModifierRegistry } from '../registry.js'
import { compilePipeline, modifyRows } from './pipeline.js'
import type { ModifierStep } from './step.js'

const slowShout = defineModifier({
  type: 'acme.slow-shout',
  title: 'Shout',
  description: 'Shouts after a while',
  shape: 'value',
  settings: z.object({}),
  apply: async (value) => `${textOf(value)}!`,
})
const registry = createModifierRegistry([...builtInModifiers, slowShout])

function aStep(type: string, property: string, more: Partial<ModifierStep> = {}): ModifierStep {
  return { type, property, settings: {}, ...more }
}

async function modified(
  steps: readonly ModifierStep[],
  batches: readonly (readonly Row[])[],
): Promise<Row[]> {
  const rows: Row[] = []
  for await (const batch of modifyRows(compilePipeline(steps, registry), batches, { lookups: fakeLookups })) {
    rows.push(...batch)
  }
  return rows
}

describe('compilePipeline', () => {
  it('applies modifiers in order, each seeing what those before left', async () => {
    const steps = [
      aStep('director.lowercase', 'name'),
      aStep('director.strip-domain', 'name', { target: 'short', settings: { domain: 'x.org' } }),
      aStep('director.uppercase', 'short'),
    ]
    expect(await modified(steps, [[{ name: 'WEB.X.ORG' }]])).toEqual([{ name: 'web.x.org', short: 'WEB' }])
  })

  it('leaves rows alone that the filter does not match, networks included', async () => {
    const steps = [aStep('director.uppercase', 'name', { filter: 'address=10.0.0.0/8&!name=b*' })]
    const rows = [
      { name: 'a', address: '10.1.2.3' },
      { name: 'b', address: '10.1.2.3' },
      { name: 'c', address: '192.0.2.1' },
    ]
    expect((await modified(steps, [rows])).map((row) => row['name'])).toEqual(['A', 'b', 'c'])
  })

  it('leaves the rows it was given as they are', async () => {
    const row = Object.freeze({ name: 'a' })
    expect(await modified([aStep('director.uppercase', 'name')], [[row]])).toEqual([{ name: 'A' }])
    expect(row).toEqual({ name: 'a' })
  })

  it('passes rows that were held back through the modifiers behind', async () => {
    const steps = [
      aStep('director.simple-group-by', 'site', { settings: { aggregation_columns: 'host' } }),
      aStep('director.join', 'host', { settings: { glue: '+' } }),
    ]
    const batches = [[{ site: 's', host: 'b' }], [{ site: 's', host: 'a' }]]
    expect(await modified(steps, batches)).toEqual([{ site: 's', host: 'a+b' }])
  })

  it('waits for modifiers that look things up, and keeps the order', async () => {
    const rows = Array.from({ length: 200 }, (_item, index) => ({ name: `n${index}`, list: ['a', 'b'] }))
    const result = await modified(
      [aStep('acme.slow-shout', 'name'), aStep('acme.slow-shout', 'list')],
      [rows],
    )
    expect(result.map((row) => row['name'])).toEqual(rows.map((row) => `${row.name}!`))
    expect(result.at(-1)?.['list']).toEqual(['a!', 'b!'])
  })

  it('stays synchronous without look-ups', async () => {
    const run = await compilePipeline([aStep('director.uppercase', 'name')], registry).begin({
      lookups: noLookups,
    })
    expect(run.push([{ name: 'a' }])).toEqual([{ name: 'A' }])
  })

  it('names row, modifier and column when a value cannot be modified', async () => {
    const steps = [aStep('director.to-int', 'cores')]
    await expect(modified(steps, [[{ cores: '1' }], [{ cores: '2' }, { cores: 1.5 }]])).rejects.toMatchObject(
      {
        code: 'modifier.value',
        message: expect.stringContaining('row 3: modifier 1 (director.to-int on "cores")'),
      },
    )
  })

  it('leaves failing rows out when the caller says so', async () => {
    const pipeline = compilePipeline(
      [aStep('director.to-int', 'n'), aStep('director.array-to-row', 'l')],
      registry,
    )
    const failures: [string, number][] = []
    const run = await pipeline.begin({
      lookups: noLookups,
      onRowError: ({ code }, row) => failures.push([code, row]),
    })
    const rows = [
      { n: '1', l: ['a', 'b'] },
      { n: true, l: ['c'] },
      { n: '3', l: 'text' },
    ]
    expect(await run.push(rows)).toEqual([
      { n: 1, l: 'a' },
      { n: 1, l: 'b' },
    ])
    expect(failures).toEqual([
      ['modifier.value', 2],
      ['modifier.value', 3],
    ])
  })

  it('tells which columns are written and what is kept across rows', () => {
    const steps = [
      aStep('director.uppercase', 'a'),
      aStep('director.skip-duplicates', 'b'),
      aStep('director.trim', 'c', { target: 'a', settings: { trim_method: 'trim' } }),
    ]
    const pipeline = compilePipeline(steps, registry)
    expect(pipeline.targets).toEqual(['a', 'b'])
    expect(pipeline.acrossRows).toEqual([
      { place: 'modifier 2 (director.skip-duplicates on "b")', kind: 'remembers' },
    ])
  })

  it.each([
    [aStep('acme.unknown', 'a'), 'modifier.unknown'],
    [aStep('director.trim', 'a'), 'modifier.settings'],
    [aStep('director.uppercase', 'a.b'), 'modifier.nested-target'],
    [aStep('director.uppercase', 'a', { target: '__proto__' }), 'modifier.nested-target'],
    [aStep('director.uppercase', 'a', { filter: 'a=b)' }), 'filter.syntax'],
  ])('refuses %j before the first row: %s', (step, code) => {
    expect(() => compilePipeline([step], registry)).toThrowError(
      expect.objectContaining({ code, message: expect.stringMatching(/^modifier 1 \(/) }),
    )
  })

  it('refuses a row that is not an object', async () => {
    const rows: Row[] = JSON.parse('["text"]')
    await expect(modified([], [rows])).rejects.toMatchObject({ code: 'row.not-an-object' })
  })

  it('keeps a column named __proto__ an ordinary column', async () => {
    const rows: Row[] = JSON.parse('[{"__proto__": {"polluted": 1}, "name": "a"}]')
    const [row] = await modified([aStep('director.uppercase', 'name')], [rows])
    expect(JSON.stringify(row)).toBe('{"__proto__":{"polluted":1},"name":"A"}')
  })
})
