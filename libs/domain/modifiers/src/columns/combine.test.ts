import { describe, expect, it } from 'vitest'
import { tryModifierOnRows } from '../try-modifier.js'
import { combine } from './combine.js'

const row = {
  host: 'web1',
  n: 5,
  yes: true,
  none: null,
  list: ['a'],
  deep: { x: { y: 'z' } },
  'tags.Name': 'flat',
}

describe('combine', () => {
  it.each([
    ['${host}!${n}', 'web1!5'],
    ['${n}', 5],
    ['${list}', ['a']],
    ['${none}', null],
    ['x${missing}y${none}', 'xy'],
    ['${yes}-${deep.x.y}', '1-z'],
    ['${deep.missing.y}', null],
    ['${tags.Name}', 'flat'],
    ['$host ${}', '$host ${}'],
    ['', ''],
  ])('fills %j with %j', async (pattern, expected) => {
    const [filled] = await tryModifierOnRows(combine, { pattern }, [row], { property: 'host', target: 'out' })
    expect(filled?.['out']).toEqual(expected)
  })

  it.each([
    ['x${list}', 'template.not-text'],
    ['${host.name}', 'row.not-nested'],
  ])('refuses %j: %s', async (pattern, code) => {
    await expect(tryModifierOnRows(combine, { pattern }, [row])).rejects.toMatchObject({ code })
  })
})
