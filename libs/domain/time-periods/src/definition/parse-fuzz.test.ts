import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePeriod } from './parse-definition.js'
import { printPeriod } from './print-period.js'

const words =
  'monday day may february - / 2 : , – ü + 0 1 -1 31 2024-02-29 -024-01-01 4294967296 09:00 24:00 __proto__'
const scraps = fc.constantFrom(...words.split(' '), ' ', '  ', '- ', ' - ', ' / 2', '\t', '9'.repeat(400))
const text = fc.oneof(
  fc.array(scraps, { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
)

describe('parsePeriod, given anything', () => {
  it('accepts or refuses with a reason, and prints what it accepts so that it stays the same', () => {
    const ranges = fc.dictionary(text, fc.oneof(text, fc.constant('09:00-17:00'), fc.anything()), {
      maxKeys: 3,
    })
    fc.assert(
      fc.property(fc.oneof(fc.record({ ranges }), fc.anything()), (given) => {
        const outcome = parsePeriod(given)
        if (outcome.kind === 'invalid') expect(outcome.problems).not.toEqual([])
        else expect(parsePeriod(printPeriod(outcome.period))).toEqual(outcome)
      }),
      { numRuns: 3000 },
    )
  })

  it('reads long text in time that grows with its length only', () => {
    const long = ['- '.repeat(200_000), '/'.repeat(200_000), '9'.repeat(200_000), ' '.repeat(200_000)]
    const startedAt = performance.now()
    for (const key of long) parsePeriod({ ranges: { [key]: key, [`day 1 - ${key}`]: `${key}:00-${key}` } })
    expect(performance.now() - startedAt).toBeLessThan(2000)
  })
})
