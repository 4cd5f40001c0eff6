import { ZoneClocks } from '../zones/zone-clock.js'
import { orderByReference } from '../definition/order-by-reference.js'
import { parsePeriod, type ParsedPeriod } from '../definition/parse-definition.js'
import type { PeriodProblem } from '../definition/problem.js'
import { resolveImports } from '../definition/resolve-imports.js'
import { CompiledPeriod } from './compiled-period.js'
import type { ExcludeMode } from './period-plan.js'

/** Definitions by name. Their values are parsed, so anything may be given. */
export type Definitions = Readonly<Record<string, unknown>>

/** How to compile a set of periods. */
export interface CompileOptions {
  /** Default `exact`. */
  readonly mode?: ExcludeMode
  /** Where imports are looked up first; then among the definitions. */
  readonly templates?: Definitions
  /** Clocks to share with other sets, so that a zone is learned only once. */
  readonly clocks?: ZoneClocks
}

/** A set of periods: those that can be asked, and what is wrong with the others. */
export interface PeriodSet {
  readonly mode: ExcludeMode
  /** The sound periods by name. A period with a fault, or one that refers to such a period, is not among them. */
  readonly periods: ReadonlyMap<string, CompiledPeriod>
  /** All faults of all periods, each with the name of its period. */
  readonly problems: readonly PeriodProblem[]
}

/**
 * Makes definitions ready to be asked: parses them, fills in imports, looks up includes and excludes.
 *
 * Never throws and never stops at a fault: sound periods work, the others are reported in `problems`.
 *
 * @example
 * const { periods, problems } = compilePeriods({ work: { ranges: { monday: '09:00-17:00' } } })
 * periods.get('work') // to be given to isActive, nextOpening, …
 */
export function compilePeriods(definitions: Definitions, options: CompileOptions = {}): PeriodSet {
  const { mode = 'exact', templates = {}, clocks = new ZoneClocks() } = options
  const problems: PeriodProblem[] = []
  const parsed = parseAll(definitions, problems)
  const parsedTemplates = parseAll(templates, problems)
  const find = (name: string) => parsedTemplates.get(name) ?? parsed.get(name)

  const sound = new Map<string, SoundPeriod>()
  for (const [name, period] of parsed) {
    const resolved = resolveImports(period, find)
    problems.push(...resolved.problems.map((problem) => ({ ...problem, period: name })))
    if (resolved.problems.length === 0) sound.set(name, soundPeriod(resolved.period))
  }
  const broken = new Set(Object.keys(definitions).filter((name) => !sound.has(name)))
  const { order, problems: referenceProblems } = orderByReference(sound, broken)
  problems.push(...referenceProblems)

  const periods = new Map<string, CompiledPeriod>()
  for (const name of order) {
    const period = sound.get(name)
    if (period !== undefined) periods.set(name, compileOne(name, period, periods, mode, clocks))
  }
  return { mode, periods, problems }
}

type SoundPeriod = Required<Pick<ParsedPeriod, 'ranges' | 'includes' | 'excludes' | 'preferIncludes'>>

function parseAll(definitions: Definitions, problems: PeriodProblem[]): ReadonlyMap<string, ParsedPeriod> {
  const parsed = new Map<string, ParsedPeriod>()
  for (const [name, definition] of Object.entries(definitions)) {
    const outcome = parsePeriod(definition)
    if (outcome.kind === 'valid') parsed.set(name, outcome.period)
    else problems.push(...outcome.problems.map((problem) => ({ ...problem, period: name })))
  }
  return parsed
}

function soundPeriod(period: ParsedPeriod): SoundPeriod {
  const { ranges = [], includes = [], excludes = [], preferIncludes = true } = period
  return { ranges, includes, excludes, preferIncludes }
}

function compileOne(
  name: string,
  period: SoundPeriod,
  known: ReadonlyMap<string, CompiledPeriod>,
  mode: ExcludeMode,
  clocks: ZoneClocks,
): CompiledPeriod {
  const others = (names: readonly string[]) =>
    names.map((other) => known.get(other)).filter((other) => other !== undefined)
  const plan = {
    ranges: period.ranges,
    includes: others(period.includes),
    excludes: others(period.excludes),
    preferIncludes: period.preferIncludes,
    excludesItself: period.excludes.includes(name),
  }
  return new CompiledPeriod(name, plan, mode, clocks)
}
