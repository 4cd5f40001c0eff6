import { describe, expect, it } from 'vitest'
import { whileBusy } from './while-busy.js'

const QUICK = { patienceMs: 1_000, firstPauseMs: 1, longestPauseMs: 2 }

describe('whileBusy', () => {
  it.each([423, 503])('asks again after %d until there is an answer', async (status) => {
    const answers = [status, status, 200]
    expect(
      await whileBusy(async () => ({ status: answers.shift() ?? 0, body: '' }), QUICK, undefined),
    ).toEqual({
      status: 200,
      body: '',
    })
    expect(answers).toEqual([])
  })

  it('does not repeat what was refused', async () => {
    const answers = [500, 200]
    await whileBusy(async () => ({ status: answers.shift() ?? 0, body: '' }), QUICK, undefined)
    expect(answers).toEqual([200])
  })

  it('gives the busy answer when patience ends', async () => {
    const impatient = { ...QUICK, patienceMs: 20 }
    expect((await whileBusy(async () => ({ status: 423, body: '' }), impatient, undefined)).status).toBe(423)
  })

  it('ends with the reason of the signal', async () => {
    const controller = new AbortController()
    const slow = { patienceMs: 60_000, firstPauseMs: 30_000, longestPauseMs: 30_000 }
    const waiting = whileBusy(async () => ({ status: 423, body: '' }), slow, controller.signal)
    controller.abort(new Error('cancelled'))
    await expect(waiting).rejects.toThrow('cancelled')
  })
})
