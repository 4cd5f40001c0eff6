import { rangePieces } from '../calendar/range-pieces.js'
import type { ZoneClock } from '../zones/zone-clock.js'
import { subtractLikeIcinga } from '../pieces/edge-quirk.js'
import { clipPieces, edgeAfter, noPieces, subtractPieces, type Pieces } from '../pieces/pieces.js'
import { combine } from './combine.js'
import type { CompiledPeriod } from './compiled-period.js'
import { cutToDays, ownDayWindows } from './day-windows.js'
import type { ExcludeMode, PeriodPlan } from './period-plan.js'

/** How much is worked out at a time: 64 days. */
const chunkSeconds = 64 * 86_400

/** Keeps memory bounded: about 90 years of a period. */
const mostChunks = 512

/** What is known of one chunk: its pieces, and in mode `icinga` each day's own view for periods that refer to it. */
interface Chunk {
  readonly pieces: Pieces
  readonly windows: readonly Pieces[]
}

/**
 * When a period holds in one time zone, worked out chunk by chunk as questions come and kept for the next question.
 *
 * The answer depends on the definition, the mode and the instant only, never on what was asked before.
 */
export class PeriodCalendar {
  readonly chunkSeconds = chunkSeconds
  private readonly chunks = new Map<number, Chunk>()
  private latestIndex = Number.NaN
  private latest: Pieces = noPieces

  constructor(
    private readonly plan: PeriodPlan,
    private readonly mode: ExcludeMode,
    readonly clock: ZoneClock,
  ) {}

  /** Whether the period holds at this instant (epoch seconds). */
  holdsAt(instant: number): boolean {
    return edgeAfter(this.piecesAround(instant), instant) % 2 === 1
  }

  /** The pieces of the chunk that holds this instant, cut to the chunk. */
  piecesAround(instant: number): Pieces {
    const index = Math.floor(instant / chunkSeconds)
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
    const from = index * chunkSeconds
    const to = from + chunkSeconds
    return this.mode === 'exact' ? this.workOutExactly(index, from, to) : this.workOutByDay(index, from, to)
  }

  private workOutExactly(index: number, from: number, to: number): Chunk {
    const own = clipPieces(rangePieces(this.plan.ranges, from, to, this.clock), from, to)
    const others = (period: CompiledPeriod) => this.calendarOf(period).chunk(index).pieces
    return { pieces: combine(own, this.plan, others, subtractPieces), windows: [] }
  }

  private workOutByDay(index: number, from: number, to: number): Chunk {
    const own = ownDayWindows(this.plan.ranges, from, to, this.clock)
    const windows = own.windows.map((pieces, day) => {
      const others = (period: CompiledPeriod) => this.calendarOf(period).chunk(index).windows[day] ?? noPieces
      return combine(pieces, this.plan, others, subtractLikeIcinga)
    })
    return { pieces: cutToDays({ firstDay: own.firstDay, windows }, from, to, this.clock), windows }
  }

  private keep(index: number, chunk: Chunk): void {
    if (this.chunks.size >= mostChunks) this.chunks.clear()
    this.chunks.set(index, chunk)
  }

  private calendarOf(period: CompiledPeriod): PeriodCalendar {
    return period.calendarIn(this.clock.zone)
  }
}
