import { printDate } from '../calendar/civil-days.js'
import { spansAround } from '../calendar/range-pieces.js'
import { printDayRun, printHours } from '../grammar/print-ranges.js'
import type { CompiledPeriod } from '../period/compiled-period.js'
import { sentenceFor } from './explanation-sentence.js'
import { dateOf, secondsOf } from './instants.js'
import { nextChange, type NextChange } from './next-change.js'

/** The own range that covers an instant: which entry, of which local day, from when to when. */
export interface CoveringRange {
  /** The entry in canonical form: `monday 1 - monday 3`. */
  readonly days: string
  readonly hours: string
  /** The local day the hours belong to, which may be an earlier one: `2026-01-05`. */
  readonly date: string
  readonly beginAt: Date
  readonly endAt: Date
}

/** What had the last word on an instant. */
export type Decision =
  | { readonly kind: 'range'; readonly range: CoveringRange }
  | { readonly kind: 'include'; readonly period: string; readonly because: Explanation }
  | { readonly kind: 'exclude'; readonly period: string; readonly because: Explanation | 'itself' }
  /** Nothing covers the instant. */
  | { readonly kind: 'nothing' }
  /** Pieces around were joined or cut in a way no single entry accounts for (mode `icinga` only). */
  | { readonly kind: 'edges' }

/** Why a period is or is not active at an instant. */
export interface Explanation {
  readonly period: string
  readonly active: boolean
  readonly decidedBy: Decision
  /** Excludes that cover the instant and yet have no effect: outvoted by an include, or by the edge quirk. */
  readonly withoutEffect: readonly string[]
  readonly next: NextChange
  /** All of it in one sentence, in English, with times of the zone's wall clock. */
  readonly sentence: string
}

/**
 * Explains the state of a period: which range, include or exclude decided.
 *
 * `decidedBy.because` goes on into the period that decided, down to a range.
 *
 * @throws `time-periods.unknown-zone`, `time-periods.invalid-instant`
 * @example explain(work, new Date('2026-01-05T10:00:00Z'), 'UTC').sentence // '"work" is active: …'
 */
export function explain(period: CompiledPeriod, instant: Date, zone: string): Explanation {
  const seconds = secondsOf(instant)
  const active = period.calendarIn(zone).holdsAt(seconds)
  const decidedBy = decisionOf(period, active, instant, zone)
  const facts = {
    period: period.name,
    active,
    decidedBy,
    withoutEffect: active ? holdingNames(period.plan.excludes, seconds, zone) : [],
    next: nextChange(period, instant, zone),
  }
  return { ...facts, sentence: sentenceFor(facts, period.calendarIn(zone).clock) }
}

function decisionOf(period: CompiledPeriod, active: boolean, instant: Date, zone: string): Decision {
  const { plan } = period
  const seconds = secondsOf(instant)
  if (active) {
    const range = coveringRange(period, seconds, zone)
    const include = plan.includes.find((other) => other.calendarIn(zone).holdsAt(seconds))
    const excluded = plan.excludesItself || holdingNames(plan.excludes, seconds, zone).length > 0
    const includeDecides = range === undefined || (excluded && plan.preferIncludes)
    if (include !== undefined && includeDecides) {
      return { kind: 'include', period: include.name, because: explain(include, instant, zone) }
    }
    return range === undefined ? { kind: 'edges' } : { kind: 'range', range }
  }
  const isCovered =
    coveringRange(period, seconds, zone) !== undefined ||
    holdingNames(plan.includes, seconds, zone).length > 0
  if (!isCovered) return { kind: 'nothing' }
  if (plan.excludesItself) return { kind: 'exclude', period: period.name, because: 'itself' }
  const exclude = plan.excludes.find((other) => other.calendarIn(zone).holdsAt(seconds))
  if (exclude === undefined) return { kind: 'edges' }
  return { kind: 'exclude', period: exclude.name, because: explain(exclude, instant, zone) }
}

function coveringRange(period: CompiledPeriod, instant: number, zone: string): CoveringRange | undefined {
  const { clock } = period.calendarIn(zone)
  for (const range of period.plan.ranges) {
    for (const hours of range.hours) {
      const spans = spansAround(range, hours, instant, instant, clock)
      const span = spans.find(({ begin, end }) => begin <= instant && instant < end)
      if (span === undefined) continue
      return {
        days: printDayRun(range.days),
        hours: printHours([hours]),
        date: printDate(span.day),
        beginAt: dateOf(span.begin),
        endAt: dateOf(span.end),
      }
    }
  }
  return undefined
}

function holdingNames(periods: readonly CompiledPeriod[], instant: number, zone: string): readonly string[] {
  return periods.filter((other) => other.calendarIn(zone).holdsAt(instant)).map((other) => other.name)
}
