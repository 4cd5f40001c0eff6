import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { xlsNumericIp } from './xls-numeric-ip.js'

describe('xlsNumericIp', () => {
  it.each([
    ['192168001001', '192.168.001.001'],
    [1270000001, '1.270.000.001'],
    ['123456789', '123456789'],
    ['1234567890123', '1234567890123'],
    [null, null],
    [true, true],
  ])('turns %j into %j', async (value, expected) => {
    expect(await tryModifier(xlsNumericIp, {}, value)).toEqual(expected)
  })
})
