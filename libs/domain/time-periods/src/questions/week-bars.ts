import { printDate, weekdayOf } from '../calendar/civil-days.js'
import type { ZoneClock } from '../zones/zone-clock.js'
import { clipPieces, type Pieces } from '../pieces/pieces.js'
import type { CompiledPeriod } from '../period/compiled-period.js'
import { secondsOf } from './instants.js'
import { piecesBetween, segmentsOf, type Segment } from './segments.js'
import { weekdayText } from './wall-text.js'

const secondsPerDay = 86_400
const daysPerWeek = 7

/** How much of a slot the period covers; `absent` is a time that a clock change leaves out. */
export type SlotState = 'active' | 'partly' | 'inactive' | 'absent'

/** One local day of a week, to be drawn as a bar. */
export interface DayBar {
  /** `2026-01-05` */
  readonly date: string
  /** `monday` */
  readonly weekday: string
  /** Length of the day: 24, or 23 or 25 when the clocks change. */
  readonly lengthHours: number
  readonly segments: readonly Segment[]
  /** Equal parts of the wall clock's 24 hours; the doubled hour of autumn counts in the slot that holds it. */
  readonly slots: readonly SlotState[]
}

/** How a week is cut up. */
export interface WeekOptions {
  /** Parts of a day; default 48, half an hour each. */
  readonly slotsPerDay?: number
}

/**
 * Draws the week around an instant, Monday to Sunday, as data: seven days, each with its slots.
 *
 * @throws `time-periods.unknown-zone`, `time-periods.invalid-instant`
 * @example weekBars(work, new Date(), 'UTC', { slotsPerDay: 24 })[0].slots[9] // 'active': Monday at nine
 */
export function weekBars(
  period: CompiledPeriod,
  instant: Date,
  zone: string,
  options: WeekOptions = {},
): readonly DayBar[] {
  const { slotsPerDay = 48 } = options
  const calendar = period.calendarIn(zone)
  const { clock } = calendar
  const today = clock.dayAt(secondsOf(instant))
  const monday = today - ((weekdayOf(today) + 6) % daysPerWeek)
  const bars: DayBar[] = []
  for (let day = monday; day < monday + daysPerWeek; day++) {
    const begin = clock.midnightOf(day)
    const end = clock.midnightOf(day + 1)
    const pieces = piecesBetween(calendar, begin, end)
    const borders = slotBorders(day, slotsPerDay, clock)
    bars.push({
      date: printDate(day),
      weekday: weekdayText(day),
      lengthHours: (end - begin) / 3600,
      segments: segmentsOf(pieces),
      slots: borders.slice(0, -1).map((from, slot) => slotState(pieces, from, borders[slot + 1] ?? end)),
    })
  }
  return bars
}

function slotState(pieces: Pieces, from: number, to: number): SlotState {
  if (to <= from) return 'absent'
  const covered = clipPieces(pieces, from, to)
  if (covered.length === 0) return 'inactive'
  return covered[0] === from && covered[1] === to ? 'active' : 'partly'
}

/** Where the slots begin, and the end of the day. Slots that a clock change leaves out have no length. */
function slotBorders(day: number, slotsPerDay: number, clock: ZoneClock): readonly number[] {
  const borders = [clock.midnightOf(day + 1)]
  for (let slot = slotsPerDay - 1; slot >= 0; slot--) {
    const border = clock.instantOf((day + slot / slotsPerDay) * secondsPerDay)
    borders.push(Math.min(border, borders.at(-1) ?? border))
  }
  return borders.toReversed()
}
