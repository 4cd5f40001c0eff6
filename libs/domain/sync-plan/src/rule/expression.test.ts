import { describe, expect, it } from 'vitest'
import type { JsonValue } from '@director/icinga-objects'
import { evaluateExpression, parseExpression } from './expression.js'

const row = {
  name: 'h1',
  n: 5,
  f: 1.5,
  yes: true,
  no: false,
  nothing: null,
  list: ['a', 1],
  o: { x: 'deep', y: { z: [1, 2] }, gone: null },
  'o.literal': 'dotted column',
}

describe('evaluateExpression', () => {
  const cases: readonly [string, JsonValue][] = [
    ['${name}', 'h1'],
    ['${n}', 5],
    ['${f}', 1.5],
    ['${yes}', true],
    ['${list}', ['a', 1]],
    ['${nothing}', null],
    ['${missing}', null],
    ['${o}', row.o],
    ['${o.x}', 'deep'],
    ['${o.y.z}', [1, 2]],
    ['${o.missing}', null],
    ['${o.gone.deeper}', null],
    ['${o.x.deeper}', null],
    ['${nothing.x}', null],
    ['${o.literal}', 'dotted column'],
    ['${name}.example.com', 'h1.example.com'],
    ['${name}!${n}', 'h1!5'],
    ['n${f}', 'n1.5'],
    ['b${yes}', 'b1'],
    ['b${no}', 'b'],
    ['x${nothing}y', 'xy'],
    ['constant', 'constant'],
    ['$name costs 5$', '$name costs 5$'],
    ['', ''],
    ['${constructor}', null],
  ]
  it.each(cases)('gives %s the value %j', (text, value) => {
    expect(evaluateExpression(parseExpression(text), row)).toEqual(value)
  })

  it.each(['x${list}', 'x${o}', '${name.x}', '${list.x}'])('refuses %s for this row', (text) => {
    expect(() => evaluateExpression(parseExpression(text), row)).toThrow(
      expect.objectContaining({ code: 'sync.expression-failed' }),
    )
  })
})

describe('parseExpression', () => {
  it.each(['${name', 'a${}', '${ }', '${a}${'])('refuses %s', (text) => {
    expect(() => parseExpression(text)).toThrow(expect.objectContaining({ code: 'sync.invalid-expression' }))
  })
})
