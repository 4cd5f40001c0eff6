import { describe, expect, it } from 'vitest'
import { nearestName } from './nearest-name.js'

describe('nearestName', () => {
  it.each([
    ['intervall', 'interval'],
    ['time-out', 'timeout'],
    ['tiemout', 'timeout'],
    ['DIRECTOR_HOEM', 'DIRECTOR_HOME'],
    ['intervall', 'interval'],
    ['period', 'timePeriod'],
    ['concurrent', 'concurrencyLimit'],
  ])('takes %s for %s', (written, meant) => {
    const known = [
      'interval',
      'timeout',
      'timePeriod',
      'delivery',
      'concurrencyLimit',
      'DIRECTOR_HOME',
      'DIRECTOR_SECRET_KEY',
    ]
    expect(nearestName(written, known)).toBe(meant)
  })

  it('suggests nothing when no name is near', () => {
    expect(nearestName('colour', ['interval', 'timeout'])).toBeUndefined()
  })
})
