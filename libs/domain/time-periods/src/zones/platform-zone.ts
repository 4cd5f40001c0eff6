import { AppError } from '@director/errors'
import type { ZoneRules } from './zone-rules.js'

/** Length of one block of the table in seconds, about 388 days: short, so that the first question is answered fast. */
const blockSeconds = 2 ** 25
/**
 * Distance of the samples in seconds, about six days.
 * The shortest time any zone has held an offset since 1970 is 6.9 days (Gaza, Hebron, Brazil in 2000).
 */
const sampleSeconds = 2 ** 19
/** The last second the platform's dates reach. */
const lastSecond = 8_640_000_000_000

/**
 * Zones where Icinga's zone data count *winter* as the special time ("negative" daylight saving). `Intl` does not say
 * which of two offsets is the special one, and its own data turn these zones round.
 */
const winterIsSpecial = new Set(['Europe/Dublin', 'Eire', 'Africa/Casablanca', 'Africa/El_Aaiun'])

/** Changes of the offset within one block: from `startsAt[i]` on, `offsets[i]` holds. */
interface OffsetBlock {
  readonly startsAt: readonly number[]
  readonly offsets: readonly number[]
}

/**
 * A time zone as the platform knows it: offsets from UTC, learned from `Intl` block by block.
 *
 * Asking `Intl` takes about a microsecond; a learned block answers in nanoseconds.
 */
export class PlatformZone implements ZoneRules {
  private readonly format: Intl.DateTimeFormat
  private readonly blocks = new Map<number, OffsetBlock>()
  private latestIndex = Number.NaN
  private latest: OffsetBlock = { startsAt: [], offsets: [] }

  /** @throws `time-periods.unknown-zone` when the platform does not know the zone */
  constructor(readonly zone: string) {
    try {
      this.format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        timeZoneName: 'longOffset',
        year: 'numeric',
      })
    } catch (cause) {
      throw new AppError('time-periods.unknown-zone', `time zone "${zone}" is not known`, {
        expected: 'a name of the IANA time zone database, such as Europe/Berlin or UTC',
        received: zone,
        cause,
      })
    }
  }

  offsetAt(instant: number): number {
    const index = Math.floor(instant / blockSeconds)
    if (index !== this.latestIndex) this.select(index)
    const { startsAt, offsets } = this.latest
    let position = startsAt.length - 1
    while (position > 0 && (startsAt[position] ?? 0) > instant) position--
    return offsets[position] ?? 0
  }

  readsWithLaterOffset(): boolean {
    return winterIsSpecial.has(this.zone)
  }

  private select(index: number): void {
    const block = this.blocks.get(index) ?? this.learn(index)
    this.blocks.set(index, block)
    this.latest = block
    this.latestIndex = index
  }

  private learn(index: number): OffsetBlock {
    const begin = index * blockSeconds
    const startsAt = [begin]
    const offsets = [this.ask(begin)]
    for (let from = begin; from < begin + blockSeconds; from += sampleSeconds) {
      let known = offsets.at(-1) ?? 0
      // The loop is for zones that change twice between two samples, which no zone has done so far.
      for (let at = from; this.ask(from + sampleSeconds) !== known;) {
        at = this.nextChange(at, from + sampleSeconds, known)
        known = this.ask(at)
        startsAt.push(at)
        offsets.push(known)
      }
    }
    return { startsAt, offsets }
  }

  private nextChange(from: number, to: number, offset: number): number {
    let before = from
    let after = to
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2)
      if (this.ask(middle) === offset) before = middle
      else after = middle
    }
    return after
  }

  private ask(instant: number): number {
    const reachable = Math.min(Math.max(instant, -lastSecond), lastSecond)
    return parseOffset(this.format.format(reachable * 1000))
  }
}

/** Reads the end of `2024, GMT+05:30`; a zone at UTC may print `GMT` alone. */
function parseOffset(text: string): number {
  const offset = text.slice(text.lastIndexOf('GMT') + 3)
  const [hours = 0, minutes = 0, seconds = 0] = offset.slice(1).split(':').map(Number)
  const total = hours * 3600 + minutes * 60 + seconds
  return offset.startsWith('-') ? -total : total
}
