import type { ZoneClocks } from '../zones/zone-clock.js'
import { parseRanges } from '../definition/parse-ranges.js'
import { problemLine } from '../definition/problem.js'
import { compilePeriods, type Definitions } from '../period/compile-periods.js'
import type { CompiledPeriod } from '../period/compiled-period.js'
import type { ExcludeMode } from '../period/period-plan.js'
import { isActive } from '../questions/is-active.js'
import { segments } from '../questions/segments.js'
import type { Vector, VectorPeriod } from './vector.js'

/** Icinga's answer and ours, written the same way. */
export interface ComparedAnswers {
  readonly expected: string
  readonly received: string
}

/** Answers one vector. What is refused, here or for an unknown zone, is written as the answer. */
export function answerVector(vector: Vector, mode: ExcludeMode, clocks: ZoneClocks): ComparedAnswers {
  try {
    switch (vector.kind) {
      case 'inside': {
        const period = compiled(vector.periods, vector.of, mode, clocks)
        const ours = (sound: CompiledPeriod) => insideText(isActive(sound, dateOf(vector.at), vector.tz))
        return { expected: insideText(vector.inside), received: answered(period, ours) }
      }
      case 'segments': {
        const period = compiled({ p: vector.period }, 'p', mode, clocks)
        const ours = (sound: CompiledPeriod) =>
          JSON.stringify(pairsBetween(sound, vector.begin, vector.end, vector.tz))
        return { expected: JSON.stringify(vector.segments), received: answered(period, ours) }
      }
      case 'invalid': {
        const isRefused = vector.hangs === true || typeof vector.error === 'string'
        const refusal = parseRanges(vector.ranges).problems.length > 0
        return { expected: acceptanceText(isRefused), received: acceptanceText(refusal) }
      }
    }
  } catch (error) {
    return { expected: 'an answer', received: error instanceof Error ? error.message : String(error) }
  }
}

function compiled(
  periods: Readonly<Record<string, VectorPeriod>>,
  name: string,
  mode: ExcludeMode,
  clocks: ZoneClocks,
): CompiledPeriod | string {
  const set = compilePeriods(definitionsOf(periods), { mode, clocks })
  return set.periods.get(name) ?? `refused: ${set.problems.map(problemLine).join('; ')}`
}

function definitionsOf(periods: Readonly<Record<string, VectorPeriod>>): Definitions {
  return Object.fromEntries(
    Object.entries(periods).map(([name, { ranges, includes, excludes, prefer_includes: preferIncludes }]) => [
      name,
      { ranges, includes, excludes, preferIncludes },
    ]),
  )
}

function answered(period: CompiledPeriod | string, answer: (sound: CompiledPeriod) => string): string {
  return typeof period === 'string' ? period : answer(period)
}

function pairsBetween(period: CompiledPeriod, begin: number, end: number, zone: string): readonly number[][] {
  return segments(period, dateOf(begin), dateOf(end), zone).map(({ beginAt, endAt }) => [
    beginAt.getTime() / 1000,
    endAt.getTime() / 1000,
  ])
}

function dateOf(seconds: number): Date {
  return new Date(seconds * 1000)
}

function insideText(isInside: boolean): string {
  return isInside ? 'inside' : 'outside'
}

function acceptanceText(isRefused: boolean): string {
  return isRefused ? 'refused' : 'accepted'
}
