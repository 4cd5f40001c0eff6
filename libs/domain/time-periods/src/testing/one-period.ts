import { problemLine } from '../definition/problem.js'
import { compilePeriods, type Definitions } from '../period/compile-periods.js'
import type { CompiledPeriod } from '../period/compiled-period.js'
import type { ExcludeMode } from '../period/period-plan.js'

/** Compiles definitions and gives the one named `p`; fails when it has faults. */
export function compiledPeriod(definitions: Definitions, mode: ExcludeMode = 'exact'): CompiledPeriod {
  const { periods, problems } = compilePeriods(definitions, { mode })
  const period = periods.get('p')
  if (period === undefined) throw new Error(problems.map(problemLine).join('\n'))
  return period
}

/** A period with these ranges and nothing else. */
export function periodWith(ranges: Readonly<Record<string, string>>): CompiledPeriod {
  return compiledPeriod({ p: { ranges } })
}
