import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseRanges } from '../definition/parse-ranges.js'
import { testVectors } from './test-vectors.js'

function linesOf(file: string): string[] {
  return readFileSync(new URL(`../../test-data/${file}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
}

describe('answers recorded from Icinga 2', () => {
  it.each([
    ['inside.jsonl', 1368],
    ['segments.jsonl', 2075],
    ['invalid.jsonl', 271],
  ])('agrees with all of %s in mode icinga', (file, count) => {
    const report = testVectors(linesOf(file), { mode: 'icinga' })
    expect(report.differences).toEqual([])
    expect(report.passed).toBe(count)
  })

  it.each([
    ['inside.jsonl', 1342],
    ['segments.jsonl', 2075],
    ['invalid.jsonl', 271],
  ])('agrees with all of %s but the edge quirk in mode exact', (file, count) => {
    const report = testVectors(linesOf(file), { mode: 'exact' })
    expect(report.differences).toEqual([])
    expect(report.passed).toBe(count)
  })

  it('gives the reason Icinga 2 gives for what it refuses', () => {
    for (const line of linesOf('invalid.jsonl')) {
      const { id, ranges, error } = JSON.parse(line)
      const first = parseRanges(ranges).problems[0]
      expect({ id, error: first?.icinga ?? null }).toEqual({ id, error })
    }
  })
})
