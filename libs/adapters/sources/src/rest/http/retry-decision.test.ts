import { describe, expect, it } from 'vitest'
import { decideRetry, type FailedAttempt } from './retry-decision.js'

const NOW = new Date('2026-11-22T12:00:00Z')

function decide(failed: Partial<FailedAttempt>, random = 0.5) {
  const complete = {
    attempt: 1,
    retries: 3,
    status: undefined,
    code: undefined,
    retryAfter: undefined,
    ...failed,
  }
  return decideRetry(complete, NOW, random)
}

describe('decideRetry', () => {
  it.each([429, 500, 502, 503, 504])('sends again after status %d', (status) => {
    expect(decide({ status })).toEqual({ kind: 'retry', delayMs: 500 })
  })

  it.each(['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT', 'EAI_AGAIN'])(
    'sends again after %s',
    (code) => {
      expect(decide({ code })).toMatchObject({ kind: 'retry' })
    },
  )

  it.each([
    [{ status: 400 }],
    [{ status: 401 }],
    [{ status: 404 }],
    [{ status: 501 }],
    [{ code: 'CERT_HAS_EXPIRED' }],
    [{ code: 'ENOTFOUND' }],
    // An answer came: what the code of its failure would be does not count.
    [{ status: 404, code: 'ECONNRESET' }],
  ])('does not send again after %j', (failed) => {
    expect(decide(failed)).toEqual({ kind: 'give-up', reason: 'it would fail again' })
  })

  it('waits longer each time, spread by a quarter, and stops after the last retry', () => {
    const delays = [1, 2, 3].map((attempt) => decide({ status: 500, attempt }))
    expect(delays.map((decision) => decision.kind === 'retry' && decision.delayMs)).toEqual([500, 1000, 2000])
    expect(decide({ status: 500, attempt: 4 })).toMatchObject({ kind: 'give-up' })
    expect(decide({ status: 500, retries: 0 })).toMatchObject({ kind: 'give-up' })
    expect(decide({ status: 500 }, 0)).toMatchObject({ delayMs: 375 })
    expect(decide({ status: 500 }, 1)).toMatchObject({ delayMs: 625 })
    expect(decide({ status: 500, attempt: 10, retries: 10 })).toMatchObject({ delayMs: 30_000 })
  })

  it.each([
    ['7', 7_000],
    ['0', 0],
    ['Sun, 22 Nov 2026 12:00:09 GMT', 9_000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['soon', 500],
    ['-5', 500],
    ['1.5', 500],
  ])('understands Retry-After %j', (retryAfter, delayMs) => {
    expect(decide({ status: 429, retryAfter })).toEqual({ kind: 'retry', delayMs })
  })

  it('gives up when the server asks for more time than an import should wait', () => {
    expect(decide({ status: 503, retryAfter: '3600' })).toEqual({
      kind: 'give-up',
      reason: 'the server asks to wait 3600 s',
    })
  })
})
