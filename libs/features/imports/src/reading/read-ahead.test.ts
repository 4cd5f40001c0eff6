import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { ReadAhead } from './read-ahead.js'

function counted(log: string[], failAt?: number) {
  return (async function* numbers() {
    log.push('started')
    try {
      for (const number of [1, 2, 3, 4]) {
        if (number === failAt) throw new Error('broken')
        log.push(`made ${number}`)
        yield number
      }
    } finally {
      log.push('ended')
    }
  })()
}

const aheadOf = (items: AsyncIterable<number>, most = 100) =>
  new ReadAhead(items, { sizeOf: (number) => number, most })

async function all(items: AsyncIterable<number>) {
  const read: number[] = []
  for await (const item of items) read.push(item)
  return read
}

describe('ReadAhead', () => {
  it('reads before it is asked, and gives everything in its order', async () => {
    const log: string[] = []
    const ahead = aheadOf(counted(log))
    await setImmediate()
    expect(log).toEqual(['started', 'made 1', 'made 2', 'made 3', 'made 4', 'ended'])
    expect(await all(ahead)).toEqual([1, 2, 3, 4])
  })

  it('stops at its limit until it is asked', async () => {
    const log: string[] = []
    const ahead = aheadOf(counted(log), 3)
    await setImmediate()
    expect(log).toEqual(['started', 'made 1', 'made 2'])
    expect(await all(ahead)).toEqual([1, 2, 3, 4])
  })

  it('takes no more than it is asked for, once it is asked', async () => {
    const log: string[] = []
    for await (const _number of aheadOf(counted(log), 1)) break
    expect(log).toEqual(['started', 'made 1', 'ended'])
  })

  it('ends the stream when it is closed unread', async () => {
    const log: string[] = []
    await aheadOf(counted(log), 1).close()
    expect(log).toEqual(['started', 'made 1', 'ended'])
  })

  it('tells a failure to its reader behind what came before it, and to nobody when it is closed unread', async () => {
    await expect(aheadOf(counted([], 1)).close()).resolves.toBeUndefined()
    for (const most of [1, 100]) {
      const read: number[] = []
      const reading = (async () => {
        for await (const number of aheadOf(counted([], 3), most)) read.push(number)
      })()
      await expect(reading).rejects.toThrow('broken')
      expect(read).toEqual([1, 2])
    }
  })
})
