import { AppError } from '@director/errors'
import { parseYearlyRule, yearlyChanges } from './yearly-rule.js'
import type { OffsetChange, ZoneRules } from './zone-rules.js'

const headerLength = 44
/** The Gregorian calendar, weekdays included, repeats after 400 years. */
const calendarCycleYears = 400
const calendarCycleSeconds = 146_097 * 86_400

/**
 * Reads a compiled zone file, as systems keep them in `/usr/share/zoneinfo`.
 *
 * @throws `time-periods.bad-zone-file`
 * @see RFC 8536 (TZif)
 */
export function parseZoneFile(zone: string, bytes: Uint8Array): ZoneRules {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const first = headerAt(view, 0)
    const begin = headerLength + blockLength(first, 4)
    return new FileZone(changesOf(view, begin))
  } catch (cause) {
    throw new AppError('time-periods.bad-zone-file', `zone file of "${zone}" cannot be read`, {
      expected: 'a TZif file of version 2 or later',
      received: `${bytes.byteLength} bytes`,
      cause,
    })
  }
}

/** A time zone as its file has it; the rule at the end of the file goes on for ever. */
class FileZone implements ZoneRules {
  private readonly startsAt: readonly number[]
  private latest = 0

  constructor(private readonly changes: readonly OffsetChange[]) {
    this.startsAt = changes.map(({ at }) => at)
  }

  offsetAt(instant: number): number {
    return this.changeBefore(instant)?.offset ?? 0
  }

  /** Icinga 2 tries a time as daylight time first, then as standard time. */
  readsWithLaterOffset(before: number, after: number): boolean {
    const [earlier, later] = [this.changeBefore(before), this.changeBefore(after)]
    if (earlier === undefined || later === undefined || earlier.isDaylight === later.isDaylight) return false
    return earlier.offset > later.offset ? later.isDaylight : earlier.isDaylight
  }

  private changeBefore(instant: number): OffsetChange | undefined {
    const last = this.startsAt.at(-1) ?? 0
    const cycles = instant < last ? 0 : Math.floor((instant - last) / calendarCycleSeconds) + 1
    const at = instant - cycles * calendarCycleSeconds
    const { startsAt, latest } = this
    if ((startsAt[latest] ?? 0) <= at && at < (startsAt[latest + 1] ?? 0)) return this.changes[latest]
    let low = 0
    let high = startsAt.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((startsAt[middle] ?? 0) > at) high = middle
      else low = middle + 1
    }
    this.latest = Math.max(low - 1, 0)
    return this.changes[this.latest]
  }
}

interface Header {
  readonly utcCount: number
  readonly standardCount: number
  readonly leapCount: number
  readonly timeCount: number
  readonly typeCount: number
  readonly nameLength: number
}

function headerAt(view: DataView, at: number): Header {
  if (view.getUint32(at) !== 0x545a6966 || view.getUint8(at + 4) < 0x32) throw new Error('no TZif 2 header')
  const [utcCount = 0, standardCount = 0, leapCount = 0, timeCount = 0, typeCount = 0, nameLength = 0] = [
    20, 24, 28, 32, 36, 40,
  ].map((offset) => view.getUint32(at + offset))
  return { utcCount, standardCount, leapCount, timeCount, typeCount, nameLength }
}

function blockLength(header: Header, timeSize: 4 | 8): number {
  const { utcCount, standardCount, leapCount, timeCount, typeCount, nameLength } = header
  return (
    timeCount * (timeSize + 1) +
    typeCount * 6 +
    nameLength +
    leapCount * (timeSize + 4) +
    standardCount +
    utcCount
  )
}

function changesOf(view: DataView, begin: number): readonly OffsetChange[] {
  const header = headerAt(view, begin)
  const timesAt = begin + headerLength
  const indexesAt = timesAt + header.timeCount * 8
  const typesAt = indexesAt + header.timeCount
  const typed = (at: number, type: number): OffsetChange => ({
    at,
    offset: view.getInt32(typesAt + type * 6),
    isDaylight: view.getUint8(typesAt + type * 6 + 4) === 1,
  })
  const changes = [typed(Number.NEGATIVE_INFINITY, 0)]
  for (let position = 0; position < header.timeCount; position++) {
    changes.push(typed(Number(view.getBigInt64(timesAt + position * 8)), view.getUint8(indexesAt + position)))
  }
  return [...changes, ...changesByRule(footerOf(view, timesAt + blockLength(header, 8)), changes.at(-1))]
}

function footerOf(view: DataView, at: number): string {
  let text = ''
  for (let position = at + 1; position < view.byteLength && view.getUint8(position) !== 10; position++) {
    text += String.fromCharCode(view.getUint8(position))
  }
  return text
}

/** Writes out what the rule at the end of the file says, for a whole cycle of the calendar after the listed changes. */
function changesByRule(footer: string, lastListed: OffsetChange | undefined): readonly OffsetChange[] {
  const rule = parseYearlyRule(footer)
  const listedUntil = lastListed?.at ?? Number.NEGATIVE_INFINITY
  const firstYear = Number.isFinite(listedUntil) ? new Date(listedUntil * 1000).getUTCFullYear() : 1970
  const changes: OffsetChange[] = []
  for (let year = firstYear; year <= firstYear + calendarCycleYears + 1; year++) {
    changes.push(...yearlyChanges(rule, year).filter(({ at }) => at > listedUntil))
  }
  return changes
}
