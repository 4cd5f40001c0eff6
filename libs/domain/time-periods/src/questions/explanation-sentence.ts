import type { ZoneClock } from '../zones/zone-clock.js'
import type { Decision, Explanation } from './explain.js'
import type { NextChange } from './next-change.js'
import { wallText } from './wall-text.js'

/**
 * Puts an explanation into one sentence, with times of the zone's wall clock.
 *
 * @example '"work" is active: range "monday" 09:00-17:00; it closes Mon 2026-01-05 17:00 +01:00'
 */
export function sentenceFor(facts: Omit<Explanation, 'sentence'>, clock: ZoneClock): string {
  const state = facts.active ? 'active' : 'not active'
  const ignored = facts.withoutEffect.length === 0 ? '' : `, ${withoutEffectText(facts)}`
  const reason = decisionText(facts.decidedBy, clock)
  return `"${facts.period}" is ${state}: ${reason}${ignored}; ${nextText(facts.next, clock)}`
}

function decisionText(decision: Decision, clock: ZoneClock): string {
  switch (decision.kind) {
    case 'range': {
      const { days, hours, date, beginAt, endAt } = decision.range
      const from = wallText(beginAt.getTime() / 1000, clock)
      const to = wallText(endAt.getTime() / 1000, clock)
      return `range "${days}" ${hours} of ${date} covers it from ${from} to ${to}`
    }
    case 'include':
      return `it includes "${decision.period}", where ${becauseText(decision.because, clock)}`
    case 'exclude':
      return decision.because === 'itself'
        ? 'it excludes itself'
        : `it excludes "${decision.period}", where ${becauseText(decision.because, clock)}`
    case 'nothing':
      return 'none of its ranges and includes covers this time'
    case 'edges':
      return 'so Icinga 2 decides, which joins and cuts pieces before it looks at their edges'
  }
}

function becauseText(explanation: Explanation, clock: ZoneClock): string {
  return decisionText(explanation.decidedBy, clock)
}

function withoutEffectText({ decidedBy, withoutEffect }: Omit<Explanation, 'sentence'>): string {
  const names = withoutEffect.map((name) => `"${name}"`).join(', ')
  return decidedBy.kind === 'include'
    ? `which wins over excluded ${names}`
    : `and excluded ${names} has no effect because it shares one edge with a longer piece, which Icinga 2 ignores`
}

function nextText(next: NextChange, clock: ZoneClock): string {
  if (next.kind === 'never') return 'this does not change within ten years'
  return `it ${next.kind} ${wallText(next.at.getTime() / 1000, clock)}`
}
