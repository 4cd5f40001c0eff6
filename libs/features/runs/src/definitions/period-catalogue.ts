import { Injectable } from '@nestjs/common'
import { TimePeriodStore, type StoredTimePeriod } from '@director/database'
import { AppError, nearestName } from '@director/errors'
import {
  checkPeriods,
  compilePeriods,
  isActive,
  nextChange,
  problemLine,
  type CompiledPeriod,
  type Definitions,
  type PeriodCheck,
  type PeriodProblem,
  type ZoneClock,
} from '@director/time-periods'
import { ZoneData } from '@director/zone-data'

/** A stored time period at an instant. */
export interface PeriodState {
  readonly name: string
  readonly state: 'open' | 'closed' | 'template' | 'unusable'
  /** When it opens or closes next; null when it does not, or nobody can tell. */
  readonly changesAt: Date | null
  readonly problem: string | null
}

/** The stored time periods for people: which there are, what they mean, what is wrong with them. */
@Injectable()
export class PeriodCatalogue {
  constructor(
    private readonly store: TimePeriodStore,
    private readonly zones: ZoneData,
  ) {}

  /** Release of the zone data the answers rest on. */
  get zoneDataVersion(): string {
    return this.zones.version
  }

  /** The wall clock of a zone, to write instants as people there read them. @throws AppError `time-periods.unknown-zone` */
  clockIn(zone: string): ZoneClock {
    return this.zones.clocks.clockOf(zone)
  }

  /** All periods, templates among them, by name, as they are at an instant. */
  async states(at: Date, zone: string): Promise<readonly PeriodState[]> {
    const stored = await this.store.list()
    const { definitions, templates } = periodDefinitions(stored)
    const { periods, problems } = compilePeriods(definitions, { templates, clocks: this.zones.clocks })
    return stored.map(({ name, isTemplate }): PeriodState => {
      if (isTemplate) return { name, state: 'template', changesAt: null, problem: null }
      const period = periods.get(name)
      if (period !== undefined) return stateOf(period, at, zone)
      return { name, state: 'unusable', changesAt: null, problem: problemOf(name, problems) }
    })
  }

  /** @throws AppError `time-period.unknown` with the nearest name, `time-period.unusable` with every problem */
  async compiled(name: string): Promise<CompiledPeriod> {
    const stored = await this.store.list()
    const { definitions, templates } = periodDefinitions(stored)
    const { periods, problems } = compilePeriods(definitions, { templates, clocks: this.zones.clocks })
    const period = periods.get(name)
    if (period !== undefined) return period
    const own = problems.filter((problem) => problem.period === name)
    if (own.length === 0) throw unknownPeriod(name, Object.keys(definitions))
    throw new AppError('time-period.unusable', own.map(problemLine).join('; '), {
      remedy: 'Correct the time period; `director periods check` looks at all of them',
      details: { name },
    })
  }

  /** Looks at all periods: syntax, names, circles, and what their authors hardly mean. */
  async check(at: Date, zone: string): Promise<PeriodCheck> {
    const { definitions, templates } = periodDefinitions(await this.store.list())
    return checkPeriods(definitions, { at, zone, templates, clocks: this.zones.clocks })
  }
}

/** The first problem of a period, without its name. */
function problemOf(name: string, problems: readonly PeriodProblem[]): string | null {
  const found = problems.find(({ period }) => period === name)
  if (found === undefined) return null
  const { period: _itself, ...problem } = found
  return problemLine(problem)
}

function stateOf(period: CompiledPeriod, at: Date, zone: string): PeriodState {
  const change = nextChange(period, at, zone)
  return {
    name: period.name,
    state: isActive(period, at, zone) ? 'open' : 'closed',
    changesAt: change.kind === 'never' ? null : change.at,
    problem: null,
  }
}

/** Stored periods in the form the time-period engine reads; templates apart. */
export function periodDefinitions(stored: readonly StoredTimePeriod[]): {
  readonly definitions: Definitions
  readonly templates: Definitions
} {
  const named = (isTemplate: boolean) =>
    Object.fromEntries(
      stored
        .filter((period) => period.isTemplate === isTemplate)
        .map((period) => [period.name, definitionOf(period)]),
    )
  return { definitions: named(false), templates: named(true) }
}

function definitionOf({ properties, imports }: StoredTimePeriod): unknown {
  const { ranges, includes, excludes, prefer_includes: preferIncludes } = properties
  const parts = { ranges, includes, excludes, preferIncludes, ...(imports.length === 0 ? {} : { imports }) }
  return Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined && value !== null),
  )
}

function unknownPeriod(name: string, names: readonly string[]): AppError {
  const nearest = nearestName(name, names)
  return new AppError('time-period.unknown', `there is no time period "${name}"`, {
    ...(nearest === undefined ? {} : { expected: `"${nearest}"?` }),
    remedy: '`director periods list` shows all of them',
    details: { name },
  })
}
