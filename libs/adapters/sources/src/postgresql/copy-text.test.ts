import type { Row } from '@director/kit'
import { describe, expect, it } from 'vitest'
import { CopyTextReader, type ResultColumn } from './copy-text.js'

const text = (name: string): ResultColumn => ({ name, parse: (value) => value })
const number = (name: string): ResultColumn => ({ name, parse: Number })

function rowsOf(columns: readonly ResultColumn[], pieces: readonly (string | Buffer)[]): readonly Row[] {
  const reader = new CopyTextReader(columns, 'PostgreSQL db:5432/cmdb')
  return pieces.flatMap((piece) => [...reader.rowsOf(Buffer.from(piece))].flat())
}

describe('CopyTextReader', () => {
  it('makes a row of every line, each value by its column', () => {
    expect(rowsOf([text('name'), number('cores')], ['web1\t4\nweb2\t8\n'])).toEqual([
      { name: 'web1', cores: 4 },
      { name: 'web2', cores: 8 },
    ])
  })

  it('tells no value from an empty text', () => {
    expect(rowsOf([text('a'), text('b')], ['\\N\t\n'])).toEqual([{ a: null, b: '' }])
  })

  it('reads what is escaped, also beside lines without escapes', () => {
    const lines = ['plain\n', 'tab\\tline\\nreturn\\rback\\\\slash\\b\\f\\v\n', '\\\\N\n', '\\\\x00ff\n']
    expect(rowsOf([text('a')], [lines.join('')])).toEqual([
      { a: 'plain' },
      { a: 'tab\tline\nreturn\rback\\slash\b\f\v' },
      { a: '\\N' },
      { a: '\\x00ff' },
    ])
  })

  it('gives the same rows wherever the stream is cut, also within a character', () => {
    const stream = Buffer.from('Zürich\t🦎\nÅrhus\t\\N\n')
    const expected = [
      { town: 'Zürich', animal: '🦎' },
      { town: 'Århus', animal: null },
    ]
    for (let cut = 0; cut <= stream.length; cut++) {
      const pieces = [stream.subarray(0, cut), stream.subarray(cut)]
      expect(rowsOf([text('town'), text('animal')], pieces)).toEqual(expected)
    }
  })

  it('gives thousands of rows some at a time', () => {
    const reader = new CopyTextReader([number('id')], 'here')
    const ids = Array.from({ length: 1_234 }, (_none, id) => id)
    const given = [...reader.rowsOf(Buffer.from(ids.map((id) => `${id}\n`).join('')))]
    expect(given.flat()).toEqual(ids.map((id) => ({ id })))
    expect(given.length).toBeGreaterThan(10)
  })

  it('gives rows of a result without columns', () => {
    expect(rowsOf([], ['\n\n'])).toEqual([{}, {}])
  })

  it('refuses a row that never ends, with its number', () => {
    const reader = new CopyTextReader([text('a')], 'PostgreSQL db:5432/cmdb')
    const rows = [...reader.rowsOf(Buffer.from('first\n'))]
    expect(rows.flat()).toHaveLength(1)
    const piece = Buffer.alloc(1024 * 1024, 'x')
    expect(() => {
      for (let megabytes = 0; megabytes < 20; megabytes++) Array.from(reader.rowsOf(piece))
    }).toThrow(/PostgreSQL db:5432\/cmdb: row 2 is too large/)
  })
})
