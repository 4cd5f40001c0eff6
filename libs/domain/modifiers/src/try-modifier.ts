import type { Row, Value } from '@director/filters'
import type { Modifier } from './define-modifier.js'
import type { Lookups } from './lookups.js'
import { noLookups } from './no-lookups.js'
import { compilePipeline, modifyRows } from './pipeline/pipeline.js'
import { createModifierRegistry } from './registry.js'

/** Circumstances of {@link tryModifier} and {@link tryModifierOnRows}. */
export interface TryOptions {
  readonly lookups?: Lookups
  readonly property?: string
  readonly target?: string
  readonly filter?: string
}

/**
 * Applies a modifier to one value exactly as an import would; for previews in forms and for tests of modifiers.
 *
 * @throws AppError for bad settings, and when the import would fail on this value
 */
export async function tryModifier(
  modifier: Modifier,
  settings: unknown,
  value: Value,
  options: Pick<TryOptions, 'lookups'> = {},
): Promise<Value | undefined> {
  const [row] = await tryModifierOnRows(modifier, settings, [{ value }], options)
  return row?.['value']
}

/** Applies a modifier to rows exactly as an import would; without `property` it works on the column `value`. */
export async function tryModifierOnRows(
  modifier: Modifier,
  settings: unknown,
  rows: readonly Row[],
  { lookups = noLookups, property = 'value', target, filter }: TryOptions = {},
): Promise<readonly Row[]> {
  const step = { type: modifier.type, settings, property, target, filter }
  const pipeline = compilePipeline([step], createModifierRegistry([modifier]))
  const result: Row[] = []
  for await (const batch of modifyRows(pipeline, [rows], { lookups })) result.push(...batch)
  return result
}
