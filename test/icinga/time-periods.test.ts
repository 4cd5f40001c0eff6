import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compilePeriods,
  parseRanges,
  problemLine,
  segments,
  type CompiledPeriod,
} from '@director/time-periods'
import { openZoneData } from '@director/zone-data'
import {
  PERIODS_OF_ANY_TIME,
  askIcinga,
  cutPieces,
  icingaRelease,
  makingPeriod,
  piecesOf,
  joinPieces,
  readPieces,
  type ConsolePeriod,
  type Piece,
} from './icinga-console.js'
import { anyHours, anyKey, day, hoursWithinDay, oddRange, plainKey, type KeyText } from './period-texts.js'

/**
 * Releases before 2.15 also cover the day after a fixed last day, and are a week late with some weekdays counted from
 * the end of the month. When such a release is asked, these days and forms are left out.
 */
const isFormer = icingaRelease() < 2.015

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
]
const DAY = 86_400
const SEED = 20_260_101
const { clocks } = openZoneData()

function compiled(periods: Readonly<Record<string, ConsolePeriod>>, name: string): CompiledPeriod {
  const set = compilePeriods(periods, { mode: 'icinga', clocks })
  const period = set.periods.get(name)
  if (period === undefined) throw new Error(set.problems.map(problemLine).join('; '))
  return period
}

function ourPieces(period: CompiledPeriod, from: number, to: number, zone: string): readonly Piece[] {
  return segments(period, new Date(from * 1000), new Date(to * 1000), zone).map(({ beginAt, endAt }) => [
    beginAt.getTime() / 1000,
    endAt.getTime() / 1000,
  ])
}

describe.each(ZONES)('a real Icinga 2 in %s', (zone) => {
  const seed = SEED + ZONES.indexOf(zone)

  it('covers the same days, whatever their form', async () => {
    const length = 50 * DAY
    const question = day.chain((begin) =>
      fc.record({
        begin: fc.constant(begin),
        entries: fc.array(fc.tuple(anyKey(begin), hoursWithinDay), { minLength: 1, maxLength: 3 }),
      }),
    )
    const questions = fc.sample(question, { numRuns: 150, seed }).map(({ begin, entries }) => {
      const asked = entries.filter(([text]) => isComparable(text))
      return {
        begin: begin + DAY / 2,
        end: begin + length,
        periods: { p: { ranges: Object.fromEntries(asked.map(([{ key }, hours]) => [key, hours])) } },
        doubtful: asked.flatMap(([text]) => dayAfterLast(text, begin, length, zone)),
      }
    })
    const answers = await settledPieces(questions, zone)
    const compared = questions.map(({ begin, end, periods, doubtful }, index) => {
      const [from, to] = [begin + 2 * DAY, end - 2 * DAY]
      const ours = ourPieces(compiled(periods, 'p'), from, to, zone)
      return {
        question: { begin, ...periods.p },
        ours: withoutPieces(ours, doubtful),
        theirs: withoutPieces(joinPieces(answers[index]?.['p'] ?? [], from, to), doubtful),
      }
    })
    expect(compared.filter(isDifferent)).toEqual([])
    expect(compared.flatMap(({ theirs }) => theirs).length).toBeGreaterThan(1_000)
  })

  it('adds and takes out other periods with the same outcome', async () => {
    const keyOf = (begin: number) => (isFormer ? plainKey : anyKey(begin).map(({ key }) => key))
    const rangesOf = (begin: number) => fc.dictionary(keyOf(begin), anyHours, { minKeys: 1, maxKeys: 4 })
    const question = day.chain((midnight) =>
      fc.record({ midnight: fc.constant(midnight), periods: periodSet(rangesOf(midnight)) }),
    )
    const questions = fc.sample(question, { numRuns: 100, seed }).map(({ midnight, periods }) => ({
      begin: midnight - 3.5 * DAY,
      end: midnight + 1.5 * DAY,
      midnight,
      periods: { ...listsOnTheWay(periods), ...periods },
    }))
    const answers = await settledPieces(questions, zone)
    const clock = clocks.clockOf(zone)
    const compared = questions.flatMap(({ midnight, periods }, index) => {
      const { p = [], ...others } = answers[index] ?? {}
      if (Object.values(others).some(isCutUp)) return []
      const [from, to] = [clock.instantOf(midnight), clock.instantOf(midnight + DAY)]
      const ours = ourPieces(compiled(periods, 'p'), from, to, zone)
      return [{ question: { from, periods }, ours, theirs: joinPieces(p, from, to) }]
    })
    expect(compared.filter(isDifferent)).toEqual([])
    expect(compared.filter(({ theirs }) => theirs.length > 0).length).toBeGreaterThan(10)
  })
})

describe('a real Icinga 2', () => {
  it('refuses the same ranges for the same reasons', async () => {
    const ranges = fc
      .sample(oddRange, { numRuns: 500, seed: SEED })
      .map(([key, hours]) => ({ [key]: hours }))
      .filter((range) => !parseRanges(range).problems.some(({ kind }) => kind === 'endless-day'))
    const answers = await askIcinga(
      [...PERIODS_OF_ANY_TIME, ...ranges.map((range, index) => makingPeriod(`p${index}`, { ranges: range }))],
      'UTC',
    )
    const compared = ranges.map((range, index) => ({
      question: range,
      ours: parseRanges(range).problems[0]?.icinga ?? 'accepted',
      theirs: verdictIn(answers[PERIODS_OF_ANY_TIME.length + index] ?? ''),
    }))
    expect(compared.filter(isDifferent)).toEqual([])
    const accepted = compared.filter(({ theirs }) => theirs === 'accepted').length
    expect(accepted).toBeGreaterThan(100)
    expect(compared.length - accepted).toBeGreaterThan(100)
  })
})

interface Question {
  readonly begin: number
  readonly end: number
  /** Each refers only to those before it; the last is asked. */
  readonly periods: Readonly<Record<string, ConsolePeriod>>
}

/** What Icinga works out for the days from `begin` to `end`: its list of each period, by question. */
async function settledPieces(
  questions: readonly Question[],
  zone: string,
): Promise<readonly Readonly<Record<string, readonly Piece[]>>[]> {
  const statements = [...PERIODS_OF_ANY_TIME]
  const places = questions.map(({ begin, end, periods }, index) => {
    const own = (name: string) => `${name} ${index}`
    statements.push(`globals.begin = ${begin}`, `globals.end = ${end}`)
    return Object.entries(periods).map(
      ([name, { ranges, includes = [], excludes = [], preferIncludes = true }]) => {
        const references = { includes: includes.map(own), excludes: excludes.map(own) }
        statements.push(makingPeriod(own(name), { ranges, preferIncludes, ...references }))
        return [name, statements.push(piecesOf(own(name))) - 1] as const
      },
    )
  })
  const answers = await askIcinga(statements, zone)
  return places.map((named) =>
    Object.fromEntries(named.map(([name, place]) => [name, readPieces(answers[place] ?? '')])),
  )
}

type PeriodSet = Readonly<Record<'a' | 'b' | 'p', ConsolePeriod>>

/** A set in which each period refers only to earlier ones, or to itself; `p` is the last. */
function periodSet(ranges: fc.Arbitrary<Record<string, string>>): fc.Arbitrary<PeriodSet> {
  const names = fc.subarray(['a', 'b', 'p'])
  return fc.record({
    a: fc.record({ ranges }),
    b: fc.record({ ranges, excludes: fc.subarray(['a']), preferIncludes: fc.boolean() }),
    p: fc.record({ ranges, includes: names, excludes: names, preferIncludes: fc.boolean() }),
  })
}

/** What `b` and `p` are before anything is taken out of them. */
function listsOnTheWay({ a, b, p }: PeriodSet): Readonly<Record<string, ConsolePeriod>> {
  const includes = p.preferIncludes === true ? [] : (p.includes ?? []).filter((name) => name !== 'p')
  return { a, b, wholeB: { ranges: b.ranges }, wholeP: { ranges: p.ranges, includes } }
}

/**
 * Icinga joins a new piece with the first one it touches; one that touches two leaves both in its list. What is taken
 * out of such a list, or by it, hangs on the order in which it was filled; nobody can mean that.
 */
function isCutUp(list: readonly Piece[]): boolean {
  const pieces = list.toSorted(([a], [b]) => a - b)
  return pieces.some(([begin], index) => begin <= (pieces[index - 1]?.[1] ?? -Infinity))
}

/** Icinga's reason in what it said, without the words before it that name the object; or `accepted`. */
function verdictIn(answer: string): string {
  if (answer === 'true') return 'accepted'
  return /Attribute 'ranges': (.*)$/m.exec(answer)?.[1] ?? answer
}

function isDifferent({ ours, theirs }: { readonly ours: unknown; readonly theirs: unknown }): boolean {
  return JSON.stringify(ours) !== JSON.stringify(theirs)
}

function isComparable({ key }: KeyText): boolean {
  if (!isFormer) return true
  return !/day -\d/.test(key.replace(/\bday /g, '')) && !/ (?:0|-2[89]|-3\d)\b/.test(key)
}

/** For former releases: the day after a fixed last day, an hour longer for the sake of clock changes. */
function dayAfterLast(
  { fixedLastDay }: KeyText,
  begin: number,
  length: number,
  zone: string,
): readonly Piece[] {
  if (!isFormer || fixedLastDay === undefined) return []
  const period = compiled({ last: { ranges: { [fixedLastDay]: '00:00-24:00' } } }, 'last')
  return ourPieces(period, begin - DAY, begin + length, zone).map(([, end]) => [end, end + DAY + 3_600])
}

function withoutPieces(pieces: readonly Piece[], others: readonly Piece[]): readonly Piece[] {
  return others.reduce(
    (left, [begin, end]) => [...cutPieces(left, -Infinity, begin), ...cutPieces(left, end, Infinity)],
    pieces,
  )
}
