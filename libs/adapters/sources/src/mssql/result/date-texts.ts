/** The driver counts what is smaller than a millisecond beside the `Date`, in seconds. */
interface DriverDate extends Date {
  readonly nanosecondsDelta?: number
}

/** @example dateText(new Date('2026-01-02T00:00:00Z')) // '2026-01-02' */
export function dateText(date: Date): string {
  return date.toISOString().slice(0, 10)
}

/**
 * @param scale digits behind the seconds, 0 to 7
 * @example timeText(new Date('1970-01-01T03:04:05.120Z'), 2) // '03:04:05.12'
 */
export function timeText(date: DriverDate, scale: number): string {
  const text = date.toISOString()
  const ticks = String(Math.round((date.nanosecondsDelta ?? 0) * 1e7)).padStart(4, '0')
  const fraction = `${text.slice(20, 23)}${ticks}`.slice(0, scale)
  return fraction === '' ? text.slice(11, 19) : `${text.slice(11, 19)}.${fraction}`
}

/**
 * What is stored, without a time zone: SQL Server does not know of one.
 *
 * @param scale digits behind the seconds, 0 to 7
 * @example dateTimeText(new Date('2026-01-02T03:04:05Z'), 0) // '2026-01-02T03:04:05'
 */
export function dateTimeText(date: DriverDate, scale: number): string {
  return `${dateText(date)}T${timeText(date, scale)}`
}
