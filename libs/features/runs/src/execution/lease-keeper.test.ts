import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LeaseKeeper } from './lease-keeper.js'

type Renew = ConstructorParameters<typeof LeaseKeeper>[0]['renew']

let keeper: LeaseKeeper
let told: string[]

beforeEach(() => {
  told = []
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  keeper.stop()
  vi.useRealTimers()
})

function keep(renew: Renew, askedAt = performance.now()): void {
  keeper = new LeaseKeeper({ renew }, { id: 'run', fence: '1' }, askedAt, {
    renewed: () => told.push('renewed'),
    cancelRequested: (reason) => told.push(`cancel: ${reason}`),
    lost: () => told.push('lost'),
  })
}

const renewed: Renew = async () => ({ kind: 'renewed', cancelReason: null })

describe('LeaseKeeper', () => {
  it('renews every three seconds', async () => {
    keep(renewed)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(told).toEqual(['renewed', 'renewed', 'renewed'])
  })

  it('gives the run up before its lease ends when the database does not answer', async () => {
    keep(() => new Promise(() => undefined))
    await vi.advanceTimersByTimeAsync(7_900)
    expect(told).toEqual([])
    await vi.advanceTimersByTimeAsync(200)
    expect(told).toEqual(['lost'])
  })

  it('counts the lease from the claim, not from the moment it began to renew', async () => {
    keep(async () => {
      throw new Error('the database is away')
    }, performance.now() - 5_000)
    await vi.advanceTimersByTimeAsync(3_100)
    expect(told).toEqual(['lost'])
  })

  it('gives the run up at once when it is somebody else’s', async () => {
    keep(async () => ({ kind: 'not-ours' }))
    await vi.advanceTimersByTimeAsync(3_000)
    expect(told).toEqual(['lost'])
  })

  it('tells a cancel once, at once when it was announced', async () => {
    keep(async () => ({ kind: 'renewed', cancelReason: 'not needed' }))
    await keeper.hurry()
    await vi.advanceTimersByTimeAsync(3_000)
    expect(told).toEqual(['renewed', 'cancel: not needed', 'renewed'])
  })
})
