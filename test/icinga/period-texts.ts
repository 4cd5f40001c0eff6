import fc from 'fast-check'

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

const weekday = fc.constantFrom(...WEEKDAYS)
const month = fc.constantFrom(...MONTHS)
const nth = fc.constantFrom(-5, -2, -1, 1, 2, 3, 4, 5)
const monthDay = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -35, max: 35 }))

/** Midnight UTC of a day from 2015 to 2034, in epoch seconds. */
export const day = fc.integer({ min: 16_436, max: 23_740 }).map((number) => number * 86_400)

/** A key of `ranges` as text, and the text of its last day where that is a fixed one. */
export interface KeyText {
  readonly key: string
  readonly fixedLastDay?: string
}

function dateNear(begin: number): fc.Arbitrary<string> {
  return fc
    .integer({ min: -10, max: 60 })
    .map((days) => new Date((begin + days * 86_400) * 1000).toISOString().slice(0, 10))
}

/** A single day in one of the forms that name a fixed one. */
function fixedDay(begin: number): fc.Arbitrary<string> {
  return fc.oneof(
    dateNear(begin),
    fc.tuple(month, monthDay).map((words) => words.join(' ')),
    monthDay.map((number) => `day ${number}`),
    fc.tuple(weekday, nth).map((words) => words.join(' ')),
    fc.tuple(weekday, nth, month).map((words) => words.join(' ')),
  )
}

const withoutStep = (begin: number): fc.Arbitrary<KeyText> =>
  fc.oneof(
    weekdayKey,
    fixedDay(begin).map((text) => ({ key: text, fixedLastDay: text })),
    fc
      .tuple(fc.oneof(fixedDay(begin), weekday), fixedDay(begin))
      .map(([first, last]) => ({ key: `${first} - ${last}`, fixedLastDay: last })),
    fc.tuple(fixedDay(begin), weekday).map(([first, last]) => ({ key: `${first} - ${last}` })),
    fc
      .tuple(monthDay, monthDay)
      .map(([first, last]) => ({ key: `day ${first} - ${last}`, fixedLastDay: `day ${last}` })),
    fc.tuple(month, monthDay, monthDay).map(([name, first, last]) => ({
      key: `${name} ${first} - ${last}`,
      fixedLastDay: `${name} ${last}`,
    })),
  )

const weekdayKey: fc.Arbitrary<KeyText> = fc.oneof(
  { weight: 3, arbitrary: weekday.map((key) => ({ key })) },
  {
    weight: 1,
    arbitrary: fc.tuple(weekday, weekday).map(([first, last]) => ({ key: `${first} - ${last}` })),
  },
)

const step = fc.constantFrom('', '', '', '/ 2', '/ 3', '/ 7')

/** Keys of every form, with dates from ten days before `begin` to sixty after. */
export function anyKey(begin: number): fc.Arbitrary<KeyText> {
  return fc.tuple(withoutStep(begin), step).map(([text, every]) => ({ ...text, key: `${text.key}${every}` }))
}

/** Keys without a fixed last day: plain weekdays. */
export const plainKey = fc.tuple(weekdayKey, step).map(([{ key }, every]) => `${key}${every}`)

const twoDigits = (number: number): string => String(number).padStart(2, '0')
const time = (highest: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: highest }), fc.constantFrom(0, 0, 30, 45))
    .map(([hour, minute]) => `${twoDigits(hour)}:${twoDigits(minute)}`)

/** Hours of the day itself, which do not reach beyond midnight. */
export const hoursWithinDay = fc.oneof(
  fc.constantFrom('00:00-24:00', '00:00-00:30,01:30-02:30', '02:00-03:00', '02:30-03:15', '23:59:59-24:00'),
  fc.uniqueArray(time(23), { minLength: 2, maxLength: 2 }).map((times) => times.toSorted().join('-')),
)

/** Hours of every form, likely to touch one another and to run past midnight. */
export const anyHours = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '00:00-24:00',
        '09:00-17:00',
        '09:00-12:00',
        '12:00-17:00',
        '22:00-06:00',
        '00:00-48:00',
      ),
      fc.constantFrom(
        '24:00-24:00',
        '22:00-30:00',
        '24:00-00:00',
        '09:00-09:00',
        '02:00-03:00',
        '10:75-12:00:30',
      ),
      fc.tuple(time(26), time(26)).map(([begin, end]) => `${begin}-${end}`),
    ),
    { minLength: 1, maxLength: 2 },
  )
  .map((spans) => spans.join(','))

const ODD_WORDS =
  'day Monday mon monday friday may january 2024-02-29 2024-13-01 2024-1-1 1 -1 +2 007 31 45 1-15 1.5 x - / /2 –'
const ODD_HOURS =
  '9-17|09:00|09:00-|-17:00|09:00 - 17:00| 09:00-17:00|09:00-17:00,|9:0-17:0|09:00-17:00-18:00|09:xx-17:00|' +
  '09:00:00:00-17:00|+9:00-17:00|99:99-100:00|09:00-17:00;|,|-|'
const oddWord = fc.constantFrom(...ODD_WORDS.split(' '), '/ 2', '/ x', '', ' ')
const oddHours = fc.constantFrom(...ODD_HOURS.split('|'))

/** One entry of `ranges`, sound or not: words of the language in no order, and sound ones with a sign changed. */
export const oddRange: fc.Arbitrary<readonly [key: string, hours: string]> = fc.tuple(
  fc.oneof(
    fc.array(oddWord, { minLength: 1, maxLength: 5 }).map((words) => words.join(' ')),
    anyKey(1_706_745_600).map(({ key }) => key),
    fc
      .tuple(anyKey(1_706_745_600), fc.nat(30), fc.constantFrom('', ' ', '-', '/', '1', 'x'))
      .map(([{ key }, place, sign]) => `${key.slice(0, place)}${sign}${key.slice(place + 1)}`),
  ),
  fc.oneof({ weight: 3, arbitrary: anyHours }, { weight: 1, arbitrary: oddHours }),
)
