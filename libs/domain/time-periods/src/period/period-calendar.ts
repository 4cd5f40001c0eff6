import { rangePieces } from '../calendar/range-pieces.js'
import type { ZoneClock } from '../calendar/zone-clock.js'
import { openAtBorders, subtractLikeIcinga } from '../pieces/edge-quirk.js'
import { clipPieces, edgeAfter, noPieces, subtractPieces, type Pieces } from '../pieces/pieces.js'
import { combine } from './combine.js'
import type { CompiledPeriod } from './compiled-period.js'
import type { ExcludeMode, PeriodPlan } from './period-plan.js'

const secondsPerDay = 86_400

/**
 * How much is worked out at a time, and how far beyond it.
 *
 * Set arithmetic needs nothing beyond. The quirk needs true edges: with a margin of 400 days it sees both edges of
 * every exclude of up to 400 days; a longer one is cut out as in set arithmetic.
 */
const chunkSizes = {
  exact: { chunkSeconds: 64 * secondsPerDay, marginSeconds: 0 },
  icinga: { chunkSeconds: 512 * secondsPerDay, marginSeconds: 400 * secondsPerDay },
} as const

/** Keeps memory bounded: about 90 years in mode `exact`. */
const mostChunks = 512

/** Pieces of one chunk: cut to the chunk, and with the margin for the periods that refer to this one. */
interface Chunk {
  readonly pieces: Pieces
  readonly withMargin: Pieces
}

/**
 * When a period holds in one time zone, worked out chunk by chunk as questions come and kept for the next question.
 *
 * The answer depends on the definition, the mode and the instant only, never on what was asked before.
 */
export class PeriodCalendar {
  readonly chunkSeconds: number
  private readonly marginSeconds: number
  private readonly chunks = new Map<number, Chunk>()
  private latestIndex = Number.NaN
  private latest: Pieces = noPieces

  constructor(
    private readonly plan: PeriodPlan,
    private readonly mode: ExcludeMode,
    readonly clock: ZoneClock,
  ) {
    const sizes = chunkSizes[mode]
    this.chunkSeconds = sizes.chunkSeconds
    this.marginSeconds = sizes.marginSeconds
  }

  /** Whether the period holds at this instant (epoch seconds). */
  holdsAt(instant: number): boolean {
    return edgeAfter(this.piecesAround(instant), instant) % 2 === 1
  }

  /** The pieces of the chunk that holds this instant, cut to the chunk. */
  piecesAround(instant: number): Pieces {
    const index = Math.floor(instant / this.chunkSeconds)
    if (index !== this.latestIndex) {
      this.latest = this.chunk(index).pieces
      this.latestIndex = index
    }
    return this.latest
  }

  /** Works out what the chunk hangs on first, however deep; a stack of its own, for chains of any length. */
  private chunk(index: number): Chunk {
    const known = this.chunks.get(index)
    if (known !== undefined) return known
    const open: PeriodCalendar[] = [this]
    for (let calendar = open.at(-1); calendar !== undefined; calendar = open.at(-1)) {
      const missing = calendar.missing(index)
      open.push(...missing)
      if (missing.length > 0) continue
      if (!calendar.chunks.has(index)) calendar.keep(index, calendar.workOut(index))
      open.pop()
    }
    return this.chunks.get(index) ?? this.workOut(index)
  }

  private missing(index: number): readonly PeriodCalendar[] {
    if (this.chunks.has(index)) return []
    const others = [...this.plan.includes, ...this.plan.excludes].map((period) => this.calendarOf(period))
    return others.filter((calendar) => !calendar.chunks.has(index))
  }

  private workOut(index: number): Chunk {
    const from = index * this.chunkSeconds
    const to = from + this.chunkSeconds
    const begin = from - this.marginSeconds
    const end = to + this.marginSeconds
    const own = clipPieces(rangePieces(this.plan.ranges, begin, end, this.clock), begin, end)
    const othersPieces = (period: CompiledPeriod) => this.calendarOf(period).chunk(index).withMargin
    if (this.mode === 'exact') {
      const pieces = combine(own, this.plan, othersPieces, subtractPieces)
      return { pieces, withMargin: pieces }
    }
    const withMargin = combine(openAtBorders(own, begin, end), this.plan, othersPieces, subtractLikeIcinga)
    return { pieces: clipPieces(withMargin, from, to), withMargin }
  }

  private keep(index: number, chunk: Chunk): void {
    if (this.chunks.size >= mostChunks) this.chunks.clear()
    this.chunks.set(index, chunk)
  }

  private calendarOf(period: CompiledPeriod): PeriodCalendar {
    return period.calendarIn(this.clock.zone)
  }
}
