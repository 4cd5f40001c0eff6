import { describe, expect, it } from 'vitest'
import { rateText } from './rate-text.js'

describe('rateText', () => {
  it.each([
    ['nothing was read yet', { done: 0, total: 500, elapsedMs: 900 }, '0 of 500 rows'],
    ['no time has passed', { done: 5, elapsedMs: 0 }, '5 rows'],
    ['the total is not known', { done: 12_000, elapsedMs: 2_000 }, '12,000 rows, 6,000 rows/s'],
    [
      'the total is known',
      { done: 12_000, total: 50_000, elapsedMs: 2_000 },
      '12,000 of 50,000 rows, 6,000 rows/s, 7s left',
    ],
    ['there were more than expected', { done: 70, total: 60, elapsedMs: 1_000 }, '70 of 60 rows, 70 rows/s'],
  ])('when %s', (_case, progress, text) => {
    expect(rateText(progress)).toBe(text)
  })
})
