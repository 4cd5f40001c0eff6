import fc from 'fast-check'
import type { DayRun, DaySpec, HoursOfDay } from '../grammar/day-run.js'
import { printDayRun, printHours } from '../grammar/print-ranges.js'

/** Zones whose clocks do unusual things: half hours, changes at midnight, both hemispheres, none at all. */
export const oddZones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Africa/Cairo',
  'Antarctica/Troll',
  'Pacific/Chatham',
]

export const zone = fc.constantFrom(...oddZones)

/** Whole seconds from 2015 to 2035. */
export const instant = fc.integer({ min: 1_420_070_400, max: 2_051_222_400 })

const weekday = fc.integer({ min: 0, max: 6 })
const month = fc.integer({ min: 1, max: 12 })
const nth = fc.constantFrom(-6, -5, -2, -1, 1, 2, 3, 4, 5, 6)
const monthDay = fc.integer({ min: -40, max: 40 })

const daySpec: fc.Arbitrary<DaySpec> = fc.oneof(
  fc.record({
    kind: fc.constant('date' as const),
    year: fc.integer({ min: 2015, max: 2035 }),
    month,
    day: fc.integer({ min: 1, max: 31 }),
  }),
  fc.record({ kind: fc.constant('month-day' as const), month, day: monthDay }),
  fc.record({ kind: fc.constant('day-of-month' as const), day: monthDay }),
  fc.record({ kind: fc.constant('weekday' as const), weekday }),
  fc.record({ kind: fc.constant('nth-weekday' as const), weekday, nth }),
  fc.record({ kind: fc.constant('nth-weekday-of-month' as const), weekday, nth, month }),
)

const step = fc.constantFrom(1, 1, 1, 2, 3, 7, 50)

export const dayRun: fc.Arbitrary<DayRun> = fc.oneof(
  fc.record({ first: daySpec, step }),
  fc.record({ first: daySpec, last: daySpec, step }),
)

/** Hours as they come out of reading: the end has got its 24 hours where it needed them. */
export const hoursOfDay: fc.Arbitrary<HoursOfDay> = fc
  .tuple(
    fc.integer({ min: 0, max: 200_000 }),
    fc.integer({ min: 0, max: 200_000 }),
    fc.constantFrom(1, 60, 1800),
  )
  .map(([from, to, grain]) => {
    const begin = from - (from % grain)
    const end = to - (to % grain)
    return { begin, end: begin >= end ? end + 86_400 : end }
  })

const usualHours = fc.constantFrom(
  '00:00-24:00',
  '09:00-17:00',
  '09:00-12:00',
  '12:00-17:00',
  '22:00-06:00',
  '00:00-00:30,01:30-02:30',
  '02:00-03:00',
  '23:59-24:00',
)

/** Ranges as text, with values likely to touch and overlap. */
export const ranges = fc.dictionary(
  fc.oneof(
    dayRun.map(printDayRun),
    fc.constantFrom('monday', 'friday', 'saturday', 'sunday', 'day 1 - 31', 'day 1 - 31 / 2'),
  ),
  fc.oneof(usualHours, fc.array(hoursOfDay, { minLength: 1, maxLength: 3 }).map(printHours)),
  { maxKeys: 4, noNullPrototype: true },
)

/** A set of periods of which each refers only to earlier ones; `p` is the last and the one to ask. */
export const periodSet = fc
  .tuple(ranges, ranges, ranges, fc.boolean(), fc.boolean(), fc.subarray(['a', 'b']), fc.subarray(['a', 'b']))
  .map(([a, b, own, first, second, includes, excludes]) => ({
    a: { ranges: a },
    b: { ranges: b, excludes: ['a'], preferIncludes: first },
    p: { ranges: own, includes, excludes, preferIncludes: second },
  }))
