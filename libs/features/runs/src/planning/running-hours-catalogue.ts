import { Injectable } from '@nestjs/common'
import { TimePeriodStore, type StoredTimePeriod } from '@director/database'
import { AppError } from '@director/errors'
import type { RunningHours } from '@director/schedule'
import {
  compilePeriods,
  isActive,
  nextOpening,
  problemLine,
  type CompiledPeriod,
  type PeriodSet,
} from '@director/time-periods'
import { ZoneData } from '@director/zone-data'
import { periodDefinitions } from '../definitions/period-catalogue.js'

/** The stored time periods, compiled; compiled again only when one of them changed. */
@Injectable()
export class RunningHoursCatalogue {
  private fingerprint: string | undefined
  private compiled: PeriodSet | undefined

  constructor(
    private readonly store: TimePeriodStore,
    private readonly zones: ZoneData,
  ) {}

  /** Release of the zone data the answers rest on. */
  get zoneDataVersion(): string {
    return this.zones.version
  }

  /** When a definition with this period (null: none) may run, on the wall clock of the zone. */
  async of(timePeriod: string | null, timeZone: string): Promise<RunningHours> {
    return timePeriod === null ? { kind: 'always' } : (await this.current()).of(timePeriod, timeZone)
  }

  /** The catalogue as of now; answers any number of questions without asking the database again. */
  async current(): Promise<{ of(timePeriod: string | null, timeZone: string): RunningHours }> {
    const fingerprint = await this.store.fingerprint()
    if (this.compiled === undefined || fingerprint !== this.fingerprint) {
      this.compiled = this.compile(await this.store.list())
      this.fingerprint = fingerprint
    }
    const set = this.compiled
    return {
      of: (timePeriod, timeZone) =>
        timePeriod === null ? { kind: 'always' } : hoursIn(set, timePeriod, timeZone),
    }
  }

  private compile(stored: readonly StoredTimePeriod[]): PeriodSet {
    const { definitions, templates } = periodDefinitions(stored)
    return compilePeriods(definitions, { templates, clocks: this.zones.clocks })
  }
}

// Asked once so that an unknown zone is reported as a reason, not thrown in the middle of a planning pass.
const ANY_INSTANT = new Date(0)

function hoursIn(set: PeriodSet, name: string, timeZone: string): RunningHours {
  const period = set.periods.get(name)
  if (period === undefined) return { kind: 'unusable', reason: reasonAgainst(set, name) }
  try {
    isActive(period, ANY_INSTANT, timeZone)
  } catch (error) {
    if (error instanceof AppError) return { kind: 'unusable', reason: error.message }
    throw error
  }
  return { kind: 'period', period: viewOf(period, timeZone) }
}

function viewOf(period: CompiledPeriod, timeZone: string) {
  return {
    name: period.name,
    isActive: (at: Date) => isActive(period, at, timeZone),
    nextOpening: (at: Date) => {
      const opening = nextOpening(period, at, timeZone)
      if (opening.kind === 'never') return undefined
      return opening.kind === 'open' ? at : opening.at
    },
  }
}

function reasonAgainst(set: PeriodSet, name: string): string {
  const problem = set.problems.find((candidate) => candidate.period === name)
  return problem === undefined
    ? `time period "${name}" does not exist`
    : `time period "${name}" cannot be evaluated: ${problemLine(problem)}`
}
