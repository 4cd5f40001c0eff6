import type { DayBar, SlotState } from '@director/time-periods'
import type { Colors } from 'picocolors/types.js'

const HOURS = '            0     3     6     9     12    15    18    21    24'

/** A week as bars, one line a day, half an hour a character. */
export function weekText(week: readonly DayBar[], { green, yellow, dim }: Colors): string {
  const signs: Readonly<Record<SlotState, string>> = {
    active: green('█'),
    partly: yellow('▌'),
    inactive: dim('·'),
    absent: ' ',
  }
  const lines = week.map((day) => {
    const bar = day.slots.map((slot) => signs[slot]).join('')
    const length = day.lengthHours === 24 ? '' : ` ${day.lengthHours} hours`
    return `${day.weekday.slice(0, 3)} ${day.date.slice(5)}   ${bar}${length}`
  })
  return [dim(HOURS), ...lines].join('\n')
}
