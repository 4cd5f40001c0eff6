import { AppError } from '@director/errors'
import { ZoneClocks } from '@director/time-periods'

/** Reads `--tz`. @throws AppError `time-periods.unknown-zone` */
export function zoneOption(zone: string): string {
  return new ZoneClocks().clockOf(zone).zone
}

/** Reads `--at`: an instant with its offset, so that nobody has to guess the zone. @throws AppError `usage.bad-instant` */
export function instantOption(text: string): Date {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)
    ? new Date(text)
    : new Date(NaN)
  if (!Number.isNaN(at.getTime())) return at
  throw new AppError('usage.bad-instant', '--at: the value is not usable', {
    expected: 'an instant such as 2026-03-29T02:30:00Z or 2026-03-29T02:30:00+01:00',
    received: `"${text}"`,
  })
}
