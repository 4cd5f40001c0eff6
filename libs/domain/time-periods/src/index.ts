export { ZoneClocks, type ZoneClock, type ZoneFiles } from './zones/zone-clock.js'
export { TimePeriodDefinition } from './definition/definition.js'
export { parsePeriod, type ParsedDefinition, type ParsedPeriod } from './definition/parse-definition.js'
export { printPeriod } from './definition/print-period.js'
export { problemLine, type PeriodProblem } from './definition/problem.js'
export { parseRanges, type ParsedRanges } from './definition/parse-ranges.js'
export type { DayHours, DayRun, DaySpec, HoursOfDay } from './grammar/day-run.js'
export { printDayRun, printHours, printRanges } from './grammar/print-ranges.js'
export {
  compilePeriods,
  type CompileOptions,
  type Definitions,
  type PeriodSet,
} from './period/compile-periods.js'
export type { CompiledPeriod } from './period/compiled-period.js'
export type { ExcludeMode } from './period/period-plan.js'
export { isActive } from './questions/is-active.js'
export { nextChange, nextOpening, type NextChange, type NextOpening } from './questions/next-change.js'
export { segments, type Segment } from './questions/segments.js'
export { explain, type CoveringRange, type Decision, type Explanation } from './questions/explain.js'
export { weekBars, type DayBar, type SlotState, type WeekOptions } from './questions/week-bars.js'
export { wallText } from './questions/wall-text.js'
export {
  testVectors,
  type VectorDifference,
  type VectorOptions,
  type VectorReport,
} from './vectors/test-vectors.js'
export { checkPeriods, type CheckOptions, type PeriodCheck } from './warnings/check-periods.js'
export { definitionWarnings } from './warnings/definition-warnings.js'
export type { PeriodWarning } from './warnings/period-warning.js'
