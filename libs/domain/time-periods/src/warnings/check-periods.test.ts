import { describe, expect, it } from 'vitest'
import { checkPeriods } from './check-periods.js'
import { definitionWarnings } from './definition-warnings.js'

const options = { at: new Date('2026-01-01T00:00Z'), zone: 'Europe/Berlin' }

function kinds(key: string, hours = '09:00-17:00'): string[] {
  return definitionWarnings({ ranges: { [key]: hours } }).map(({ kind }) => kind)
}

describe('definitionWarnings', () => {
  it.each([
    ['monday', []],
    ['day 1 - 31', []],
    ['day -5 - -1', []],
    ['december 24 ', []],
    ['2024-02-29', []],
    ['monday 4 november', []],
    ['monday - friday', ['weekday-run']],
    ['sunday - monday / 2', ['weekday-run', 'step-without-effect']],
    ['day 5 - friday', ['endless-run']],
    ['day 31', ['skips-months']],
    ['day -31', ['skips-months']],
    ['monday 5', ['skips-months']],
    ['day 29 - 31', ['skips-months']],
    ['february 29', ['another-day']],
    ['april 31', ['another-day']],
    ['2023-02-29', ['another-day']],
    ['monday 5 february', ['another-day']],
    ['day 0', ['never-covers']],
    ['december 32', ['never-covers']],
    ['december 25 - january 5', ['never-covers']],
    ['day 25 - 5', ['never-covers']],
    ['2024-02-01 - 2024-01-01', ['never-covers']],
    ['day 1 -15', ['ignored-words']],
    ['day 1 – 15', ['ignored-words']],
    ['day 1 / 2', ['step-without-effect']],
    ['day 1 - 15 / 0', ['step-without-effect']],
    ['day 1 - 15 / 2', ['step-shifts']],
  ])('of %j are %j', (key, expected) => {
    expect(kinds(key)).toEqual(expected)
  })

  it.each([
    ['22:00-06:00', []],
    ['00:00-24:00', []],
    ['24:00-00:00', ['no-time']],
    ['09:00-09:00', ['full-day']],
    ['10:75-12:00', ['carried-over']],
  ])('of hours %j are %j', (hours, expected) => {
    expect(kinds('monday', hours)).toEqual(expected)
  })

  it('say what it means instead', () => {
    expect(definitionWarnings({ ranges: { 'monday - friday': '09:00-17:00' } })).toEqual([
      {
        kind: 'weekday-run',
        place: 'ranges["monday - friday"]',
        text: 'covers Mondays only: a run that begins with a plain weekday never leaves it. Write one entry per day',
      },
    ])
  })

  it('are not given for what is refused anyway', () => {
    expect(definitionWarnings({ ranges: { 'day 31': 'x' } })).toEqual([])
  })
})

describe('checkPeriods', () => {
  it('warns where Icinga decides otherwise, with the first stretch', () => {
    const definitions = {
      early: { ranges: { monday: '09:00-10:00' } },
      work: { ranges: { monday: '09:00-17:00' }, excludes: ['early'] },
    }
    const warnings = checkPeriods(definitions, options).warnings.get('work')
    expect(warnings?.map(({ kind }) => kind)).toEqual(['modes-differ'])
    expect(warnings?.[0]?.text).toContain(
      'Mon 2026-01-05 09:00 +01:00 to Mon 2026-01-05 10:00 +01:00 is inside there',
    )
  })

  it('warns of periods that never open', () => {
    const definitions = { past: { ranges: { '2020-01-01': '00:00-24:00' } }, self: { excludes: ['self'] } }
    const { warnings } = checkPeriods(definitions, options)
    expect(warnings.get('past')?.map(({ kind }) => kind)).toEqual(['never-opens'])
    expect(warnings.get('self')?.map(({ kind }) => kind)).toEqual(['excludes-itself', 'never-opens'])
  })

  it('warns of what templates say, too', () => {
    const templates = { office: { ranges: { 'monday - friday': '09:00-17:00' } } }
    const { warnings } = checkPeriods({ desk: { imports: ['office'] } }, { ...options, templates })
    expect([...warnings].map(([name, found]) => [name, found.map(({ kind }) => kind)])).toEqual([
      ['office', ['weekday-run']],
    ])
  })

  it('reports faults of the set, and says nothing of sound periods', () => {
    const definitions = { work: { ranges: { monday: '09:00-17:00' } }, p: { includes: ['x'] } }
    const { problems, warnings } = checkPeriods(definitions, options)
    expect(problems.map(({ kind }) => kind)).toEqual(['unknown-period'])
    expect([...warnings.keys()]).toEqual([])
  })
})
