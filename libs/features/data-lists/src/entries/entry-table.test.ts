import { describe, expect, it } from 'vitest'
import { csvOfEntries, entriesOfCsv } from './entry-table.js'

const problemsOf = (text: string): unknown => {
  try {
    return entriesOfCsv(text)
  } catch (error) {
    return Object(error).details.problems
  }
}

describe('entriesOfCsv', () => {
  it.each([
    ['commas', 'name,value\nber,Berlin\nham,"Hamburg, city"\n'],
    ['semicolons', 'name;value\nber;Berlin\nham;Hamburg, city\n'],
    ['tabs and a byte order mark', '\uFEFFname\tvalue\r\nber\tBerlin\r\nham\tHamburg, city\r\n'],
    ['a format', 'name,value,format\nber,Berlin,string\nham,"""Hamburg, city""",json\n'],
  ])('reads tables with %s', (_what, text) => {
    expect(entriesOfCsv(text)).toEqual([
      { name: 'ber', value: 'Berlin' },
      { name: 'ham', value: 'Hamburg, city' },
    ])
  })

  it('names every bad line', () => {
    const text = 'name,value,format\na,1,json\nb,{,json\n,x,\na,2,json\nc,x,expression\n'
    expect(problemsOf(text)).toEqual([
      { place: 'line 3', expected: 'a value in JSON, because its format is "json"', received: '"{"' },
      { place: 'line 6', expected: 'the format "string" or "json"', received: '"expression"' },
      { place: 'line 4', expected: 'a name of 1 to 255 characters', received: '""' },
      {
        place: 'line 5',
        expected: 'a name of its own, because line 2 has it already',
        received: '"a"',
      },
    ])
  })

  it.each([
    ['ber,Berlin\n', 'line 1'],
    ['name,value\nber,Berlin,extra\n', 'line 2'],
    ['name,value\nber,"Berlin\n', 'line 2'],
  ])('refuses %j at %s', (text, place) => {
    expect(problemsOf(text)).toMatchObject([{ place: expect.stringContaining(place) }])
  })
})

it('tells the first fifty of many problems', () => {
  const problems = problemsOf(`name,value\n${'same,x\n'.repeat(1_000)}`)
  expect(problems).toHaveLength(51)
  expect(problems).toMatchObject({ 50: { place: 'and 949 more' } })
})

describe('csvOfEntries', () => {
  it.each([
    ['texts', [{ name: 'a', value: ' "x";\ny' }], 'name,value\na," ""x"";\ny"'],
    ['no entries', [], 'name,value'],
    [
      'other values',
      [
        { name: 'a', value: { b: [1, null] } },
        { name: 'c', value: '007' },
      ],
      'name,value,format\na,"{""b"":[1,null]}",json\nc,007,string',
    ],
  ])('writes %s so that they can be read again', (_what, entries, text) => {
    expect(csvOfEntries(entries)).toBe(text)
    expect(entriesOfCsv(text)).toEqual(entries)
  })
})
