import { quoted, type PeriodProblem } from './problem.js'

/** What one period refers to by name. */
export interface References {
  readonly includes: readonly string[]
  readonly excludes: readonly string[]
}

/** Periods in an order in which everything referred to comes first, and what stands against the others. */
export interface ReferenceOrder {
  readonly order: readonly string[]
  readonly problems: readonly PeriodProblem[]
}

/**
 * Puts periods in an order in which each comes after those it refers to.
 *
 * A period may name itself, as in Icinga 2. Names that do not exist, periods with faults and longer circles are
 * reported; Icinga 2 accepts circles, but their outcome hangs on the order in which it starts.
 *
 * @param periods the periods that are sound by themselves
 * @param broken names of periods that exist but have faults
 */
export function orderByReference(
  periods: ReadonlyMap<string, References>,
  broken: ReadonlySet<string>,
): ReferenceOrder {
  const problems: PeriodProblem[] = []
  const unusable = new Set<string>()
  for (const [name, references] of periods) {
    const found = missingReferences(name, references, periods, broken)
    if (found.length > 0) unusable.add(name)
    problems.push(...found)
  }
  const order = arrange(periods, unusable)
  const arranged = new Set(order)
  for (const [name, references] of periods) {
    if (arranged.has(name) || unusable.has(name)) continue
    problems.push(blockedBy(name, references, periods, arranged))
  }
  return { order, problems }
}

function missingReferences(
  period: string,
  references: References,
  periods: ReadonlyMap<string, References>,
  broken: ReadonlySet<string>,
): readonly PeriodProblem[] {
  const problems: PeriodProblem[] = []
  for (const attribute of ['includes', 'excludes'] as const) {
    for (const [position, name] of references[attribute].entries()) {
      if (periods.has(name)) continue
      const place = `${attribute}[${position}]`
      const received = quoted(name)
      if (broken.has(name)) {
        problems.push({
          kind: 'refers-to-broken',
          period,
          place,
          expected: 'a period without faults',
          received,
        })
      } else {
        const icinga = `Attribute '${attribute}': Object '${name}' of type 'TimePeriod' does not exist.`
        const expected = 'the name of a time period'
        problems.push({ kind: 'unknown-period', period, place, expected, received, icinga })
      }
    }
  }
  return problems
}

/** Takes one after the other what has nothing open left; circles and what hangs on them stay behind. */
function arrange(periods: ReadonlyMap<string, References>, unusable: ReadonlySet<string>): readonly string[] {
  const open = new Map<string, number>()
  const users = new Map<string, string[]>()
  for (const name of periods.keys()) {
    const others = othersOf(name, periods)
    open.set(name, others.length)
    for (const other of others) users.set(other, [...(users.get(other) ?? []), name])
  }
  const order = [...open].filter(([name, count]) => count === 0 && !unusable.has(name)).map(([name]) => name)
  for (const name of order) {
    for (const user of users.get(name) ?? []) {
      const left = (open.get(user) ?? 0) - 1
      open.set(user, left)
      if (left === 0 && !unusable.has(user)) order.push(user)
    }
  }
  return order
}

function blockedBy(
  period: string,
  { includes, excludes }: References,
  periods: ReadonlyMap<string, References>,
  arranged: ReadonlySet<string>,
): PeriodProblem {
  const circle = circleThrough(period, periods, arranged)
  if (circle !== undefined) {
    const expected = 'periods that do not refer to each other in a circle'
    return { kind: 'circle', period, place: 'includes, excludes', expected, received: circle.join(' → ') }
  }
  const blocked = [...includes, ...excludes].filter((name) => name !== period && !arranged.has(name))
  const received = blocked.map(quoted).join(', ')
  const expected = 'periods without faults'
  return { kind: 'refers-to-broken', period, place: 'includes, excludes', expected, received }
}

/** The shortest way from a period back to itself, or undefined. */
function circleThrough(
  start: string,
  periods: ReadonlyMap<string, References>,
  arranged: ReadonlySet<string>,
): readonly string[] | undefined {
  const cameFrom = new Map<string, string>()
  const queue = [start]
  for (const name of queue) {
    for (const next of othersOf(name, periods)) {
      if (arranged.has(next) || cameFrom.has(next)) continue
      cameFrom.set(next, name)
      if (next === start) return wayBack(start, cameFrom)
      queue.push(next)
    }
  }
  return undefined
}

function wayBack(start: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const way = [start]
  for (let name = cameFrom.get(start); name !== undefined && name !== start; name = cameFrom.get(name)) {
    way.unshift(name)
  }
  return [start, ...way]
}

function othersOf(name: string, periods: ReadonlyMap<string, References>): readonly string[] {
  const references = periods.get(name)
  if (references === undefined) return []
  return [...new Set([...references.includes, ...references.excludes])].filter((other) => other !== name)
}
