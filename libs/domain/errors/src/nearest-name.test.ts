import { describe, expect, it } from 'vitest'
import { nearestName } from './nearest-name.js'

describe('nearestName', () => {
  it.each([
    ['intervall', 'interval'],
    ['time-out', 'timeout'],
    ['tiemout', 'timeout'],
    ['DIRECTOR_HOEM', 'DIRECTOR_HOME'],
  ])('takes %s for %s', (written, meant) => {
    expect(nearestName(written, ['interval', 'timeout', 'DIRECTOR_HOME', 'DIRECTOR_SECRET_KEY'])).toBe(meant)
  })

  it('suggests nothing when no name is near', () => {
    expect(nearestName('colour', ['interval', 'timeout'])).toBeUndefined()
  })
})
