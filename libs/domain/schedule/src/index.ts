export { decide } from './decide.js'
export type {
  Decision,
  PeriodView,
  RefusalKind,
  RunningHours,
  ScheduledDefinition,
} from './scheduled-definition.js'
