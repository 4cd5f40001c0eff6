import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { filterDifferences } from './filters/filter-differences.js'
import { modifierDifferences } from './modifiers/modifier-differences.js'

const decision = readFileSync(
  new URL('../../docs/decisions/0004-modifier-differences.md', import.meta.url),
  'utf8',
)

describe('decision 0004', () => {
  it('names exactly the differences the golden run allows', () => {
    const named = [...decision.matchAll(/^\| `([a-z-]+)` \|/gm)].map((found) => found[1])
    const allowed = [...modifierDifferences, ...filterDifferences].map(({ id }) => id)
    expect(named.toSorted()).toEqual(allowed.toSorted())
  })
})
