import { z } from 'zod'

const Seconds = z.int()
const Pairs = z.array(z.tuple([Seconds, Seconds]))

const VectorPeriod = z.looseObject({
  ranges: z.unknown(),
  includes: z.unknown().optional(),
  excludes: z.unknown().optional(),
  prefer_includes: z.unknown().optional(),
})

const tags = z.array(z.string()).default([])

const InsideVector = z.looseObject({
  id: z.string(),
  tz: z.string(),
  periods: z.record(z.string(), VectorPeriod.partial()),
  of: z.string(),
  at: z.number(),
  inside: z.boolean(),
  tags,
})

const SegmentsVector = z.looseObject({
  id: z.string(),
  tz: z.string(),
  period: VectorPeriod.partial(),
  begin: z.number(),
  end: z.number(),
  segments: Pairs,
  tags,
})

const InvalidVector = z.looseObject({
  id: z.string(),
  ranges: z.unknown(),
  error: z.string().nullish(),
  hangs: z.boolean().optional(),
  tags,
})

/** A question once put to a real Icinga 2, with its answer. */
export type Vector =
  | ({ readonly kind: 'inside' } & z.infer<typeof InsideVector>)
  | ({ readonly kind: 'segments' } & z.infer<typeof SegmentsVector>)
  | ({ readonly kind: 'invalid' } & z.infer<typeof InvalidVector>)

/** A period as vectors write it, with Icinga's attribute names. */
export type VectorPeriod = Partial<z.infer<typeof VectorPeriod>>

/**
 * Reads one line of a vector file; the fields tell which of the three kinds it is.
 *
 * @returns the vector, or what is wrong with the line
 */
export function parseVector(line: string): Vector | { readonly kind: 'unreadable'; readonly reason: string } {
  let given: unknown
  try {
    given = JSON.parse(line)
  } catch (error) {
    return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) }
  }
  if (typeof given !== 'object' || given === null) return unreadable('expected a JSON object on each line')
  if ('inside' in given) return checked('inside', InsideVector.safeParse(given))
  if ('segments' in given) return checked('segments', SegmentsVector.safeParse(given))
  if ('ranges' in given) return checked('invalid', InvalidVector.safeParse(given))
  return unreadable('expected one of the fields inside, segments or ranges')
}

function checked<Kind extends string, Fields extends object>(
  kind: Kind,
  outcome: z.ZodSafeParseResult<Fields>,
): ({ readonly kind: Kind } & Fields) | { readonly kind: 'unreadable'; readonly reason: string } {
  return outcome.success ? { kind, ...outcome.data } : unreadable(z.prettifyError(outcome.error))
}

function unreadable(reason: string): { readonly kind: 'unreadable'; readonly reason: string } {
  return { kind: 'unreadable', reason }
}
