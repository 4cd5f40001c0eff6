import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareBytes } from './byte-order.js'
import { renderDictionaryKey, renderMember } from './dictionary-key.js'
import { renderInterval } from './interval.js'
import { renderNumber } from './number.js'
import { renderString } from './string.js'
import { renderValue } from './value.js'

describe('compareBytes', () => {
  it('orders like the bytes of UTF-8', () => {
    const text = fc.string({ unit: 'grapheme' })
    fc.assert(
      fc.property(text, text, (left, right) => {
        expect(Math.sign(compareBytes(left, right))).toBe(
          Buffer.compare(Buffer.from(left), Buffer.from(right)),
        )
      }),
    )
    expect(compareBytes('\u{1F389}', '\uFFFD')).toBeGreaterThan(0)
  })
})

describe('renderNumber', () => {
  it('loses nothing and never writes an exponent', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom(6 as const, 9 as const),
        (value, decimals) => {
          const rendered = renderNumber(value, decimals)
          expect(rendered).toMatch(/^-?\d+(\.\d+)?$/)
          expect(Number(rendered)).toBe(value === 0 ? 0 : value)
        },
      ),
    )
  })

  it.each([
    [3.25, 9, '3.250000000'],
    [0.000001, 9, '0.000001000'],
    [-0.5, 6, '-0.500000'],
    [1.5e-10, 9, '0.00000000015'],
    [2, 9, '2'],
  ] as const)('writes %d with %d decimals as %s', (value, decimals, expected) => {
    expect(renderNumber(value, decimals)).toBe(expected)
  })
})

describe('renderInterval', () => {
  it('names the same number of seconds', () => {
    const seconds = { d: 86_400, h: 3_600, m: 60, s: 1 }
    fc.assert(
      fc.property(fc.nat(), (value) => {
        const [, amount, unit] = /^(\d+)([dhms])$/.exec(renderInterval(value)) ?? []
        expect(Number(amount) * seconds[unit as keyof typeof seconds]).toBe(value)
      }),
    )
  })
})

describe('renderString', () => {
  it('stays on one line and inside its quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(renderString(text)).toMatch(/^"([^"\\\n\r]|\\.)*"$/u)
      }),
    )
  })
})

describe('renderDictionaryKey', () => {
  it.each([
    ['name', 'name', '.name'],
    ['object', '@object', '.@object'],
    ['odd name', '"odd name"', '["odd name"]'],
    ['', '""', '[""]'],
  ])('writes %j as %s and as member %s', (key, rendered, member) => {
    expect(renderDictionaryKey(key)).toBe(rendered)
    expect(renderMember(key)).toBe(member)
  })
})

describe('renderValue', () => {
  it('indents what is nested', () => {
    expect(renderValue({ b: [1, null], a: { c: 'x' } })).toBe(
      '{\n    a = {\n        c = "x"\n    }\n    b = [ 1, null ]\n}',
    )
  })
})
