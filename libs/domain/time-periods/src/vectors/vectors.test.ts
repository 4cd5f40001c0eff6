import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ZoneClocks } from '../zones/zone-clock.js'
import { parseRanges } from '../definition/parse-ranges.js'
import { testVectors } from './test-vectors.js'

function linesOf(file: string): string[] {
  return readFileSync(new URL(`../../test-data/${file}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
}

/** Files of the tz database, release 2026f, for the zones of the answers: those Icinga 2 was asked with. */
const clocks = new ZoneClocks({
  version: '2026f',
  read: (zone: string) => readFileSync(new URL(`../../test-data/zoneinfo/${zone}`, import.meta.url)),
})

describe('answers recorded from Icinga 2', () => {
  it.each([
    ['inside.jsonl', 1368],
    ['segments.jsonl', 2075],
    ['invalid.jsonl', 271],
  ])('agrees with all of %s in mode icinga', (file, count) => {
    const report = testVectors(linesOf(file), { mode: 'icinga', clocks })
    expect(report).toEqual({ passed: count, failed: 0, skipped: 0, differences: [] })
  })

  it.each([
    ['inside.jsonl', 1342, 26],
    ['segments.jsonl', 2075, 0],
    ['invalid.jsonl', 271, 0],
  ])('agrees with all of %s but the edge quirk in mode exact', (file, count, quirks) => {
    const report = testVectors(linesOf(file), { mode: 'exact', clocks })
    expect(report).toEqual({ passed: count, failed: 0, skipped: quirks, differences: [] })
  })

  // Later years hang on what governments have decided since the platform was built.
  it.each([
    ['inside.jsonl', 800],
    ['segments.jsonl', 1300],
  ])(
    'agrees with all of %s about the years before 2026 by the zone data of the platform',
    (file, atLeast) => {
      const lines = linesOf(file).filter((line) => {
        const { at, end } = JSON.parse(line)
        return (end ?? at) < Date.UTC(2026, 0, 1) / 1000
      })
      const report = testVectors(lines, { mode: 'icinga' })
      expect(report.differences).toEqual([])
      expect(report.passed).toBeGreaterThan(atLeast)
    },
  )

  it('gives the reason Icinga 2 gives for what it refuses', () => {
    for (const line of linesOf('invalid.jsonl')) {
      const { id, ranges, error } = JSON.parse(line)
      const first = parseRanges(ranges).problems[0]
      expect({ id, error: first?.icinga ?? null }).toEqual({ id, error })
    }
  })
})

describe('testVectors', () => {
  const vector = { id: 'a', tz: 'UTC', periods: { p: { ranges: { monday: '09:00-17:00' } } }, of: 'p', at: 0 }

  it('reports a difference with both answers', () => {
    const line = JSON.stringify({ ...vector, inside: true, tags: ['plain'] })
    expect(testVectors([line], { mode: 'exact' })).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
      differences: [{ id: 'a', expected: 'inside', received: 'outside' }],
    })
  })

  it('leaves out vectors with a tag to skip, and blank lines', () => {
    const line = JSON.stringify({ ...vector, inside: true, tags: ['plain'] })
    const report = testVectors(['', line, ' '], { mode: 'exact', skipTags: ['plain'] })
    expect(report).toEqual({ passed: 0, failed: 0, skipped: 1, differences: [] })
  })

  it('fails lines it cannot read and zones it does not know, and goes on', () => {
    const strange = JSON.stringify({ ...vector, tz: 'Mars/Olympus', inside: false, id: 'b' })
    const report = testVectors(['{', '{"id":1}', strange, JSON.stringify({ ...vector, inside: false })], {
      mode: 'exact',
    })
    expect(report.differences.map(({ id }) => id)).toEqual(['line 1', 'line 2', 'b'])
    expect(report.passed).toBe(1)
  })

  it('counts a refused period as the answer to its vector', () => {
    const line = JSON.stringify({ ...vector, periods: { p: { includes: ['q'] } }, inside: false })
    const [difference] = testVectors([line], { mode: 'exact' }).differences
    expect(difference?.received).toMatch(/^refused: .*expected the name of a time period/)
  })
})
