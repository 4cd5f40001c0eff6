import type {
  Decision,
  PeriodView,
  RefusalKind,
  RunningHours,
  ScheduledDefinition,
} from './scheduled-definition.js'

/** An interval of 0 asks for "as soon as possible"; this is as soon as it gets. */
const SHORTEST_INTERVAL_MS = 1_000

// The newest slot that has come, how many before it passed undecided, and the one after it.
interface GridSlot {
  readonly slotAt: Date
  readonly coalescedSlots: number
  readonly nextRunAt: Date
}

type RefusedSlot = Omit<GridSlot, 'nextRunAt'> & { readonly nextRunAt: Date | null }

/**
 * Tells what is to happen with a definition at an instant.
 *
 * Slots lie one interval apart, counted from start to start, so a late decision does not shift the following slots.
 * Slots that passed undecided (the installation was down, the previous run took longer) are coalesced into one run.
 *
 * @param hours when the definition may run
 * @param now the instant of the decision; the database's clock
 * @see Director: a job is pending when `last attempt + interval` has passed and its period is active
 * @example
 * const definition = { enabled: true, quarantined: false, installed: true, intervalSeconds: 900, lastSlotAt: null, nextRunAt: new Date(0) }
 * decide(definition, { kind: 'always' }, new Date(0)) // { kind: 'due', slotAt: new Date(0), coalescedSlots: 0, nextRunAt: new Date(900_000) }
 */
export function decide(definition: ScheduledDefinition, hours: RunningHours, now: Date): Decision {
  if (!definition.enabled) return { kind: 'disabled' }
  if (definition.quarantined) return { kind: 'quarantined' }
  const slotAt = nextSlot(definition, now)
  if (slotAt > now) return { kind: 'waiting', nextRunAt: slotAt }
  const grid = newestSlot(slotAt, definition.intervalSeconds, now)
  if (!definition.installed) return refused(grid, 'not-installed', 'its job type is not installed')
  if (hours.kind === 'unusable') return refused(grid, 'invalid-period', hours.reason)
  if (hours.kind === 'period' && !hours.period.isActive(now)) return outsidePeriod(hours.period, grid, now)
  return { kind: 'due', ...grid }
}

function nextSlot(definition: ScheduledDefinition, now: Date): Date {
  const planned = definition.nextRunAt ?? now
  if (definition.lastSlotAt === null) return planned
  const earliest = new Date(definition.lastSlotAt.getTime() + definition.intervalSeconds * 1_000)
  return planned > earliest ? planned : earliest
}

function newestSlot(slotAt: Date, intervalSeconds: number, now: Date): GridSlot {
  const intervalMs = Math.max(intervalSeconds * 1_000, SHORTEST_INTERVAL_MS)
  const coalescedSlots = Math.floor((now.getTime() - slotAt.getTime()) / intervalMs)
  const newestMs = slotAt.getTime() + coalescedSlots * intervalMs
  return { slotAt: new Date(newestMs), coalescedSlots, nextRunAt: new Date(newestMs + intervalMs) }
}

function outsidePeriod(period: PeriodView, grid: GridSlot, now: Date): Decision {
  const opensAt = period.nextOpening(now)
  const when = opensAt === undefined ? 'does not open within ten years' : `opens at ${opensAt.toISOString()}`
  const reason = `outside time period "${period.name}", which ${when}`
  return refused({ ...grid, nextRunAt: opensAt ?? null }, 'outside-period', reason)
}

function refused(slot: RefusedSlot, why: RefusalKind, reason: string): Decision {
  return { kind: 'refused', why, reason, ...slot }
}
