import { describe, expect, it } from 'vitest'
import { isActive } from '../questions/is-active.js'
import { nextOpening } from '../questions/next-change.js'
import { compilePeriods } from './compile-periods.js'

const monday = new Date('2026-01-05T10:00Z')
const work = { ranges: { monday: '09:00-17:00' } }

function faults(definitions: Readonly<Record<string, unknown>>, templates = {}): string[] {
  const { problems } = compilePeriods(definitions, { templates })
  return problems.map(({ kind, period, place, received }) => `${period}: ${kind} ${place} ${received}`)
}

function activePeriods(
  definitions: Readonly<Record<string, unknown>>,
  at = monday,
  templates = {},
): string[] {
  const { periods } = compilePeriods(definitions, { templates })
  return [...periods.values()].filter((period) => isActive(period, at, 'UTC')).map(({ name }) => name)
}

describe('compilePeriods', () => {
  it('reports a name that does not exist, in the words of Icinga', () => {
    const { problems } = compilePeriods({ p: { excludes: ['x'] } })
    expect(problems).toMatchObject([
      {
        period: 'p',
        place: 'excludes[0]',
        icinga: "Attribute 'excludes': Object 'x' of type 'TimePeriod' does not exist.",
      },
    ])
  })

  it('reports circles with the way round, and what hangs on them', () => {
    const definitions = {
      a: { includes: ['b'] },
      b: { excludes: ['c'] },
      c: { includes: ['a'] },
      d: { includes: ['a'] },
    }
    expect(faults(definitions)).toEqual([
      'a: circle includes, excludes a → b → c → a',
      'b: circle includes, excludes b → c → a → b',
      'c: circle includes, excludes c → a → b → c',
      'd: refers-to-broken includes, excludes "a"',
    ])
  })

  it('keeps sound periods working beside broken ones', () => {
    const definitions = { work, broken: { ranges: { x: '' } }, user: { includes: ['broken', 'work'] } }
    expect(activePeriods(definitions)).toEqual(['work'])
    expect(faults(definitions)).toContain('user: refers-to-broken includes[0] "broken"')
  })

  it('lets a period name itself: including adds nothing, excluding leaves nothing', () => {
    const definitions = {
      work,
      includer: { ...work, includes: ['includer'] },
      excluder: { ...work, excludes: ['excluder'] },
      saved: { ranges: { tuesday: '09:00-17:00' }, excludes: ['saved'], includes: ['work'] },
      lost: { ...work, excludes: ['lost'], includes: ['work'], preferIncludes: false },
    }
    expect(activePeriods(definitions)).toEqual(['work', 'includer', 'saved'])
  })

  it('decides between the same instant included and excluded by preferIncludes', () => {
    const both = { includes: ['work'], excludes: ['work'] }
    expect(activePeriods({ work, yes: both, no: { ...both, preferIncludes: false } })).toEqual([
      'work',
      'yes',
    ])
  })

  it('takes over the final result of other periods, however deep', () => {
    const definitions: Record<string, unknown> = { p0: work }
    for (let depth = 1; depth <= 3000; depth++) definitions[`p${depth}`] = { includes: [`p${depth - 1}`] }
    const deepest = compilePeriods(definitions).periods.get('p3000')
    expect(deepest !== undefined && nextOpening(deepest, new Date('2026-01-05T00:00Z'), 'UTC')).toEqual({
      kind: 'opens',
      at: new Date('2026-01-05T09:00Z'),
    })
  })

  it('gives the same answer whatever was asked before', () => {
    const definitions = {
      work,
      lunch: { ranges: { monday: '12:00-13:00' } },
      p: { includes: ['work'], excludes: ['lunch'] },
    }
    const asked = compilePeriods(definitions).periods.get('p')
    const fresh = compilePeriods(definitions).periods.get('p')
    if (asked === undefined || fresh === undefined) throw new Error('p has faults')
    for (let week = 0; week < 700; week++) isActive(asked, new Date(+monday + week * 604_800_000 * 9), 'UTC')
    expect(isActive(asked, monday, 'UTC')).toBe(isActive(fresh, monday, 'UTC'))
  })
})

describe('imports', () => {
  const templates = {
    office: { ranges: { monday: '09:00-17:00' }, preferIncludes: false },
    night: { imports: ['office'], ranges: { monday: '22:00-23:00' } },
    plain: {},
  }

  it.each([
    ['the template’s ranges when the period has none', { imports: ['office'] }, true],
    ['the template’s ranges when its own are empty', { imports: ['office'], ranges: {} }, true],
    [
      'own ranges instead of the template’s, never both',
      { imports: ['office'], ranges: { sunday: '09:00-10:00' } },
      false,
    ],
    ['the last template that has ranges', { imports: ['office', 'night', 'plain'] }, false],
    ['the last template, another way round', { imports: ['night', 'office'] }, true],
  ])('take over %s', (_, period, isActiveOnMonday) => {
    expect(activePeriods({ period }, monday, templates)).toEqual(isActiveOnMonday ? ['period'] : [])
  })

  it('report templates that do not exist and templates in a circle', () => {
    const circle = { a: { imports: ['b'] }, b: { imports: ['a'] } }
    expect(faults({ p: { imports: ['x'] }, q: { imports: ['a'] } }, circle)).toEqual([
      'p: unknown-template imports[0] "x"',
      'q: circle template "a": template "b": imports[0] a → b → a',
    ])
  })
})
