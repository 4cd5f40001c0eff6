import { AppError } from '@director/errors'

/**
 * Reads the value of an option that is an instant, with its offset, so that nobody has to guess the zone.
 *
 * @throws AppError `usage.bad-instant`
 */
export function instant(option: string): (text: string) => Date {
  return (text) => {
    const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)
      ? new Date(text)
      : new Date(NaN)
    if (!Number.isNaN(at.getTime())) return at
    throw new AppError('usage.bad-instant', `${option}: the value is not usable`, {
      expected: 'an instant such as 2026-03-29T02:30:00Z or 2026-03-29T02:30:00+01:00',
      received: `"${text}"`,
    })
  }
}
