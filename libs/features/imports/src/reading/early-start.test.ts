import { describe, expect, it } from 'vitest'
import { EarlyStart } from './early-start.js'

function counted(log: string[], failure?: Error) {
  return (async function* numbers() {
    log.push('started')
    if (failure !== undefined) throw failure
    try {
      yield* [1, 2, 3]
    } finally {
      log.push('ended')
    }
  })()
}

describe('EarlyStart', () => {
  it('starts before it is read and gives everything in its order', async () => {
    const log: string[] = []
    const early = new EarlyStart(counted(log))
    expect(log).toEqual(['started'])
    const read: number[] = []
    for await (const number of early) read.push(number)
    expect(read).toEqual([1, 2, 3])
    expect(log).toEqual(['started', 'ended'])
  })

  it('ends the stream when its reader stops early', async () => {
    const log: string[] = []
    for await (const _number of new EarlyStart(counted(log))) break
    expect(log).toEqual(['started', 'ended'])
  })

  it('ends the stream when it is closed unread', async () => {
    const log: string[] = []
    await new EarlyStart(counted(log)).close()
    expect(log).toEqual(['started', 'ended'])
  })

  it('tells its failure to its reader, and to nobody when it is closed unread', async () => {
    await expect(new EarlyStart(counted([], new Error('broken'))).close()).resolves.toBeUndefined()
    const early = new EarlyStart(counted([], new Error('broken')))
    await expect(early[Symbol.asyncIterator]().next()).rejects.toThrow('broken')
  })
})
