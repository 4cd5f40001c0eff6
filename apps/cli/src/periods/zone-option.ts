import { ZoneClocks } from '@director/time-periods'

/** Reads `--tz`. @throws AppError `time-periods.unknown-zone` */
export function zoneOption(zone: string): string {
  return new ZoneClocks().clockOf(zone).zone
}
