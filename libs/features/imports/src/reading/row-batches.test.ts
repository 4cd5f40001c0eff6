import type { Row } from '@director/kit'
import { describe, expect, it } from 'vitest'
import { eachRow, inBatches } from './row-batches.js'

const going = new AbortController().signal

async function* given(items: readonly (Row | readonly Row[])[]) {
  yield* items
}

const rows = (count: number, from = 0) =>
  Array.from({ length: count }, (_none, index) => ({ id: from + index }))

async function batchesOf(items: readonly (Row | readonly Row[])[], signal = going) {
  const batches: (readonly object[])[] = []
  for await (const batch of inBatches(given(items), signal)) batches.push(batch)
  return batches
}

describe('inBatches', () => {
  it('keeps all rows in their order, however they are given', async () => {
    const items = [...rows(3), rows(250, 3), ...rows(130, 253), [], rows(1, 383), ...rows(1, 384)]
    const batches = await batchesOf(items)
    expect(batches.flat()).toEqual(rows(385))
    expect(Math.max(...batches.map((batch) => batch.length))).toBe(100)
    expect(Math.min(...batches.map((batch) => batch.length))).toBe(1)
  })

  it('holds few rows when they are large', async () => {
    const large = { text: 'x'.repeat(400_000) }
    const batches = await batchesOf([large, large, large, large, large, { text: 'x' }])
    expect(batches.map((batch) => batch.length)).toEqual([3, 3])
  })

  it('copies single rows, and takes lists over', async () => {
    const [single, listed] = [{ id: 1 }, { id: 2 }]
    const batches = await batchesOf([single, [listed]])
    expect(batches.flat()).toEqual([single, listed])
    expect(batches[0]?.[0]).not.toBe(single)
    expect(batches[1]?.[0]).toBe(listed)
  })

  it('ends with the reason of its signal, also when the source does not look at it', async () => {
    const stop = new AbortController()
    const reading = (async () => {
      for await (const _batch of inBatches(given(rows(1_000)), stop.signal)) stop.abort(new Error('enough'))
    })()
    await expect(reading).rejects.toThrow('enough')
  })
})

describe('eachRow', () => {
  it('gives rows one by one, however they are given', async () => {
    const seen: Row[] = []
    for await (const row of eachRow(given([{ id: 0 }, rows(2, 1), [], { id: 3 }]))) seen.push(row)
    expect(seen).toEqual(rows(4))
  })
})
