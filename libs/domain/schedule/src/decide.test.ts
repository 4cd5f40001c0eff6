import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide } from './decide.js'
import type { RunningHours, ScheduledDefinition } from './scheduled-definition.js'

const at = (seconds: number) => new Date(seconds * 1_000)

function aDefinition(values: Partial<ScheduledDefinition> = {}): ScheduledDefinition {
  return {
    enabled: true,
    quarantined: false,
    installed: true,
    intervalSeconds: 900,
    lastSlotAt: null,
    nextRunAt: at(0),
    ...values,
  }
}

function openBetween(from: number, to: number, opensNext?: number): RunningHours {
  return {
    kind: 'period',
    period: {
      name: 'night',
      isActive: (instant) => instant >= at(from) && instant < at(to),
      nextOpening: () => (opensNext === undefined ? undefined : at(opensNext)),
    },
  }
}

describe('decide', () => {
  it('lets a new definition run at once', () => {
    expect(decide(aDefinition(), { kind: 'always' }, at(0))).toEqual({
      kind: 'due',
      slotAt: at(0),
      coalescedSlots: 0,
      nextRunAt: at(900),
    })
  })

  it('counts intervals from slot to slot, not from the moment of a late decision', () => {
    const decision = decide(
      aDefinition({ lastSlotAt: at(0), nextRunAt: at(900) }),
      { kind: 'always' },
      at(930),
    )
    expect(decision).toEqual({ kind: 'due', slotAt: at(900), coalescedSlots: 0, nextRunAt: at(1800) })
  })

  it('coalesces the slots an outage swallowed into one run of the newest slot', () => {
    const decision = decide(
      aDefinition({ lastSlotAt: at(0), nextRunAt: at(900) }),
      { kind: 'always' },
      at(4_000),
    )
    expect(decision).toEqual({ kind: 'due', slotAt: at(3600), coalescedSlots: 3, nextRunAt: at(4500) })
  })

  it('waits when it is looked at before its interval has passed', () => {
    const decision = decide(aDefinition({ lastSlotAt: at(0), nextRunAt: at(10) }), { kind: 'always' }, at(20))
    expect(decision).toEqual({ kind: 'waiting', nextRunAt: at(900) })
  })

  it('records why a slot outside its time period is not run and looks again when it opens', () => {
    const decision = decide(aDefinition(), openBetween(5_000, 6_000, 5_000), at(10))
    expect(decision).toMatchObject({
      kind: 'refused',
      why: 'outside-period',
      slotAt: at(0),
      nextRunAt: at(5_000),
    })
  })

  it('runs the moment its period opens', () => {
    const definition = aDefinition({ lastSlotAt: at(0), nextRunAt: at(5_000) })
    expect(decide(definition, openBetween(5_000, 6_000), at(5_000))).toMatchObject({
      kind: 'due',
      slotAt: at(5_000),
    })
  })

  it('does not plan a definition again whose period never opens', () => {
    expect(decide(aDefinition(), openBetween(0, 0), at(10))).toMatchObject({
      kind: 'refused',
      nextRunAt: null,
    })
  })

  it('tells how many slots passed before a refused one', () => {
    const definition = aDefinition({ lastSlotAt: at(0), nextRunAt: at(900) })
    const slot = { kind: 'refused', slotAt: at(3_600), coalescedSlots: 3 }
    expect(decide(definition, openBetween(0, 0), at(4_000))).toMatchObject({ ...slot, nextRunAt: null })
    const withoutType = decide({ ...definition, installed: false }, { kind: 'always' }, at(4_000))
    expect(withoutType).toMatchObject({ ...slot, nextRunAt: at(4_500) })
  })

  it('refuses a type that is not installed and looks again one interval later', () => {
    const decision = decide(aDefinition({ installed: false }), { kind: 'always' }, at(10))
    expect(decision).toMatchObject({ kind: 'refused', why: 'not-installed', nextRunAt: at(900) })
  })

  it('refuses a slot whose period cannot be evaluated, with the reason', () => {
    const decision = decide(aDefinition(), { kind: 'unusable', reason: 'no such period' }, at(10))
    expect(decision).toMatchObject({ kind: 'refused', why: 'invalid-period', reason: 'no such period' })
  })

  it.each([
    [{ enabled: false }, 'disabled'],
    [{ quarantined: true }, 'quarantined'],
  ])('leaves %o alone', (values, kind) => {
    expect(decide(aDefinition(values), { kind: 'always' }, at(0))).toEqual({ kind })
  })

  it('runs an interval of 0 at most once a second', () => {
    const decision = decide(
      aDefinition({ intervalSeconds: 0, lastSlotAt: at(7), nextRunAt: at(8) }),
      { kind: 'always' },
      at(8),
    )
    expect(decision).toEqual({ kind: 'due', slotAt: at(8), coalescedSlots: 0, nextRunAt: at(9) })
  })

  it('never decides about the future and never leaves a due slot in the past', () => {
    const seconds = fc.integer({ min: 0, max: 1_000_000 })
    fc.assert(
      fc.property(
        seconds,
        seconds,
        seconds,
        fc.integer({ min: 0, max: 5_000 }),
        (last, planned, now, intervalSeconds) => {
          const definition = aDefinition({ lastSlotAt: at(last), nextRunAt: at(planned), intervalSeconds })
          const decision = decide(definition, { kind: 'always' }, at(now))
          if (decision.kind === 'waiting') return decision.nextRunAt > at(now)
          return decision.kind === 'due' && decision.slotAt <= at(now) && decision.nextRunAt > at(now)
        },
      ),
    )
  })
})
