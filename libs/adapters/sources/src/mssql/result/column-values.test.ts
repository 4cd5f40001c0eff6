import { describe, expect, it } from 'vitest'
import { rowConversion } from './column-values.js'
import type { ResultColumn } from './result-columns.js'

const PLACE = 'SQL Server db:1433/cmdb'

const converted = (type: string, value: unknown, column: Partial<ResultColumn> = {}) =>
  rowConversion([{ colName: 'x', type: { name: type }, ...column }], PLACE)([{ value }], 7)['x']

/** As the driver gives times: what is smaller than a millisecond stands beside the date, in seconds. */
const withTicks = (text: string, ticks: number) =>
  Object.defineProperty(new Date(text), 'nanosecondsDelta', { value: ticks / 1e7 })

describe('a value of the driver', () => {
  it.each<[string, unknown, unknown, Partial<ResultColumn>?]>([
    ['IntN', 4, 4],
    ['IntN', '9007199254740991', 9007199254740991],
    ['BigInt', '-9007199254740993', '-9007199254740993'],
    ['FloatN', 0.1, 0.1, { dataLength: 8 }],
    ['FloatN', Math.fround(0.1), 0.1, { dataLength: 4 }],
    ['Real', Math.fround(16_777_217), 16_777_216],
    ['Real', Math.fround(1.23456789e-7), 1.2345679e-7],
    ['DecimalN', 1.5, '1.50', { scale: 2 }],
    ['NumericN', -0.1, '-0.10', { scale: 2 }],
    ['NumericN', 99_999_999_999.999, '99999999999.999', { scale: 3 }],
    ['DecimalN', 12, '12', { scale: 0 }],
    ['MoneyN', 1234.5, '1234.5000', { dataLength: 8 }],
    ['BitN', true, true],
    ['Date', new Date('2026-01-02T00:00:00Z'), '2026-01-02'],
    ['Time', withTicks('1970-01-01T03:04:05.120Z', 5), '03:04:05.1200005', { scale: 7 }],
    ['Time', new Date('1970-01-01T03:04:05Z'), '03:04:05', { scale: 0 }],
    ['DateTimeN', new Date('2026-01-02T03:04:05.997Z'), '2026-01-02T03:04:05.997', { dataLength: 8 }],
    ['DateTimeN', new Date('2026-01-02T03:04:00Z'), '2026-01-02T03:04:00', { dataLength: 4 }],
    ['DateTime', new Date('2026-01-02T03:04:05Z'), '2026-01-02T03:04:05.000'],
    ['DateTime2', withTicks('2026-01-02T03:04:05.123Z', 4567), '2026-01-02T03:04:05.1234567', { scale: 7 }],
    ['DateTimeOffset', new Date('2026-01-02T03:04:05Z'), '2026-01-02T03:04:05.00Z', { scale: 2 }],
    ['NVarChar', 'Büro 🎉', 'Büro 🎉'],
    ['UniqueIdentifier', '123E4567-E89B-12D3-A456-426614174000', '123E4567-E89B-12D3-A456-426614174000'],
    ['VarBinary', Buffer.of(0, 255), Uint8Array.of(0, 255)],
    ['VarBinary', Buffer.from('text'), 'text'],
    ['Variant', 4, 4],
    ['DecimalN', null, null, { scale: 2 }],
    ['DateTime2', null, null, { scale: 7 }],
  ])('of type %s, %j, becomes %j', (type, value, expected, column) => {
    expect(converted(type, value, column)).toEqual(expected)
  })

  it.each([
    ['DecimalN', 1e15, 0],
    ['NumericN', 12_345_678_901.25, 7],
    ['MoneyN', 922_337_203_685_477, undefined],
  ])('of type %s, %d, which the driver may have changed, is refused', (type, value, scale) => {
    expect(() => converted(type, value, { scale })).toThrow(
      expect.objectContaining({
        code: 'source.inexact-number',
        message: `${PLACE}: row 7: column "x" cannot be read exactly`,
        remedy: expect.stringContaining('CAST([x] AS varchar(41))'),
      }),
    )
  })

  it('that is larger than a row may be is refused', () => {
    expect(() => converted('NVarChar', 'x'.repeat(10 * 1024 * 1024 + 1))).toThrow(
      expect.objectContaining({ code: 'source.row-too-large' }),
    )
  })
})
