import type { ParsedPeriod } from './parse-definition.js'
import { quoted, type PeriodProblem } from './problem.js'

/** Finds a template by name, or undefined when there is none. */
export type FindTemplate = (name: string) => ParsedPeriod | undefined

/** A period with the attributes of its templates filled in, or what is wrong with the imports. */
export interface ResolvedPeriod {
  readonly period: ParsedPeriod
  readonly problems: readonly PeriodProblem[]
}

/**
 * Fills in what a period takes over from its templates.
 *
 * An attribute of its own wins; otherwise the last imported template that has one gives it. An empty dictionary
 * or list counts as not given. Ranges are taken over whole, never mixed: in Icinga 2 an assignment replaces them.
 *
 * @see docs/guides/time-periods.md, section "Templates"
 * @example resolveImports({ imports: ['office'] }, () => ({ preferIncludes: false })).period.preferIncludes // false
 */
export function resolveImports(period: ParsedPeriod, find: FindTemplate): ResolvedPeriod {
  const problems: PeriodProblem[] = []
  return { period: merged(period, find, [], problems), problems }
}

function merged(
  period: ParsedPeriod,
  find: FindTemplate,
  trail: readonly string[],
  problems: PeriodProblem[],
): ParsedPeriod {
  let result = onlyGiven(period)
  for (const [position, name] of [...(period.imports ?? []).entries()].toReversed()) {
    const template = find(name)
    const place = [...trail.map((step) => `template ${quoted(step)}`), `imports[${position}]`].join(': ')
    if (template === undefined) {
      problems.push({
        kind: 'unknown-template',
        place,
        expected: 'the name of a template',
        received: quoted(name),
      })
    } else if (trail.includes(name) || trail.length >= 100) {
      const received = [...trail, name].join(' → ')
      problems.push({ kind: 'circle', place, expected: 'templates that do not import each other', received })
    } else {
      result = { ...merged(template, find, [...trail, name], problems), ...result }
    }
  }
  return result
}

/** What the period itself says and templates cannot change. */
function onlyGiven(period: ParsedPeriod): ParsedPeriod {
  const { ranges, includes, excludes, preferIncludes } = period
  return {
    ...(ranges === undefined || ranges.length === 0 ? {} : { ranges }),
    ...(includes === undefined || includes.length === 0 ? {} : { includes }),
    ...(excludes === undefined || excludes.length === 0 ? {} : { excludes }),
    ...(preferIncludes === undefined ? {} : { preferIncludes }),
  }
}
