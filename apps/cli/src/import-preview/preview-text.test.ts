import type { PreviewedSource } from '@director/imports'
import pc from 'picocolors'
import { describe, expect, it } from 'vitest'
import { previewText } from './preview-text.js'

const problem = { code: 'import.missing-key', message: 'no key', causes: [] }

function textOf(fields: Partial<PreviewedSource>): string {
  const empty = { gathered: { modified: [], problems: [] }, isWhole: false, failure: undefined }
  return previewText(
    { source: 'cmdb', keyColumn: 'name', rows: [], ...empty, ...fields },
    pc.createColors(false),
  )
}

describe('previewText', () => {
  it('shows a modified value behind an arrow, a new column by itself, and problems below', () => {
    const raw = { name: 'Web1', note: null }
    const modified = [{ name: 'web1', note: null, label: 'W' }]
    expect(textOf({ rows: [{ number: 1, raw, modified, problems: [problem] }] })).toBe(
      'cmdb: the first row\n\nrow 1\n  name   Web1 → web1\n  note   -\n  label  W\n  ! no key',
    )
  })

  it('shows every row a modifier made of one, and says when it made none', () => {
    const rows = [
      { number: 1, raw: { name: ['a', 'b'] }, modified: [{ name: 'a' }, { name: 'b' }], problems: [] },
      { number: 2, raw: { name: 'c' }, modified: [], problems: [] },
    ]
    const text = textOf({ rows, isWhole: true })
    expect(text).toContain('cmdb: all 2 rows')
    expect(text).toContain('row 1, becomes 2 rows\n  name  ["a","b"]\n  1.\n  name  a\n  2.\n  name  b')
    expect(text).toContain('row 2, no row: a modifier left it out or holds it\n  name  c')
  })

  it('shows bytes as digits, cuts long values and keeps them on one line', () => {
    const raw = { sid: new Uint8Array([1, 255]), text: `a\n${'x'.repeat(100)}` }
    const [, , , sid, text] = textOf({ rows: [{ number: 1, raw, modified: [raw], problems: [] }] }).split(
      '\n',
    )
    expect([sid, text]).toEqual(['  sid   "0x01ff"', `  text  a ${'x'.repeat(57)}…`])
  })

  it('puts what was gathered from several rows and why the source failed at the end', () => {
    const gathered = { modified: [{ name: ['a', 'b'] }], problems: [] }
    expect(textOf({ gathered, failure: { ...problem, message: 'it died' } })).toMatch(
      /made of several rows\n {2}name {2}\["a","b"\]\n\n✗ the source failed here: it died$/,
    )
  })
})
