import { ZoneClocks } from '../zones/zone-clock.js'
import type { ExcludeMode } from '../period/period-plan.js'
import { answerVector } from './answer-vector.js'
import { parseVector } from './vector.js'

/** Which vectors to run, and how. */
export interface VectorOptions {
  /** Mode `exact` leaves out what is tagged `edge-quirk`. */
  readonly mode: ExcludeMode
  /** Vectors with one of these tags are left out. */
  readonly skipTags?: readonly string[]
  /** Clocks to use; by default those of the platform's zone data. */
  readonly clocks?: ZoneClocks
}

/** A vector whose answer is another one here. */
export interface VectorDifference {
  /** The vector's own id, or `line 12` when the line cannot be read. */
  readonly id: string
  readonly expected: string
  readonly received: string
}

/** How a set of vectors came out. */
export interface VectorReport {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly differences: readonly VectorDifference[]
}

/**
 * Puts recorded questions to this package and compares its answers with Icinga's.
 *
 * Takes lines of `inside`, `segments` and `invalid` files, also mixed; blank lines are passed over. A line that
 * cannot be read counts as failed. For `invalid` vectors acceptance or refusal must agree; hanging ones are refused.
 *
 * @example testVectors(text.split('\n'), { mode: 'icinga' }) // { passed: 271, failed: 0, … }
 */
export function testVectors(lines: Iterable<string>, options: VectorOptions): VectorReport {
  const { mode, clocks = new ZoneClocks() } = options
  const skipTags = [...(options.skipTags ?? []), ...(mode === 'exact' ? ['edge-quirk'] : [])]
  const differences: VectorDifference[] = []
  let passed = 0
  let skipped = 0
  let number = 0
  for (const line of lines) {
    number++
    if (line.trim() === '') continue
    const vector = parseVector(line)
    if (vector.kind === 'unreadable') {
      differences.push({ id: `line ${number}`, expected: 'a vector', received: vector.reason })
    } else if (vector.tags.some((tag) => skipTags.includes(tag))) {
      skipped++
    } else {
      const { expected, received } = answerVector(vector, mode, clocks)
      if (expected === received) passed++
      else differences.push({ id: vector.id, expected, received })
    }
  }
  return { passed, failed: differences.length, skipped, differences }
}
