import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { jsonDecode } from './json-decode.js'

describe('jsonDecode', () => {
  it.each([
    [{}, '{"a":[1,"2"]}', { a: [1, '2'] }],
    [{}, 'null', null],
    [{}, '9007199254740993', 9007199254740993n],
    [{ on_failure: 'null' }, '{bad', null],
    [{ on_failure: 'keep' }, '{bad', '{bad'],
    [{ on_failure: 'null' }, 5, null],
    [{}, null, null],
  ])('with %o turns %o into %o', async (settings, value, expected) => {
    expect(await tryModifier(jsonDecode, settings, value)).toEqual(expected)
  })

  it.each([
    [{}, '{bad', 'modifier.value'],
    [{ on_failure: 'fail' }, '"\\ud800"', 'modifier.value'],
  ])('with %o refuses %o: %s', async (settings, value, code) => {
    await expect(tryModifier(jsonDecode, settings, value)).rejects.toMatchObject({ code })
  })
})
