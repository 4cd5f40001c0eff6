import { describe, expect, it } from 'vitest'
import { createModifierRegistry } from '../registry.js'
import { compilePipeline } from '../pipeline/pipeline.js'
import { noLookups } from '../no-lookups.js'
import { tryModifierOnRows } from '../try-modifier.js'
import { skipDuplicates } from './skip-duplicates.js'

describe('skipDuplicates', () => {
  it.each([
    [
      ['a', 'b', 'a'],
      ['a', 'b'],
    ],
    [
      ['a', 'A'],
      ['a', 'A'],
    ],
    [[true, 1, '1', 1.5], [true]],
    [['', null], ['']],
    [[['a', 'b'], ['b', 'c'], 'c'], [['a', 'b']]],
  ])('of %j leaves %j', async (values, left) => {
    const result = await tryModifierOnRows(
      skipDuplicates,
      {},
      values.map((value) => ({ value })),
    )
    expect(result.map((row) => row['value'])).toEqual(left)
  })

  it('remembers across batches, but not across runs', async () => {
    const step = { type: skipDuplicates.type, settings: {}, property: 'value' }
    const pipeline = compilePipeline([step], createModifierRegistry([skipDuplicates]))
    expect(pipeline.acrossRows.map(({ kind }) => kind)).toEqual(['remembers'])
    const first = await pipeline.begin({ lookups: noLookups })
    expect(first.push([{ value: 'a' }])).toEqual([{ value: 'a' }])
    expect(first.push([{ value: 'a' }])).toEqual([])
    const second = await pipeline.begin({ lookups: noLookups })
    expect(second.push([{ value: 'a' }])).toEqual([{ value: 'a' }])
  })
})
