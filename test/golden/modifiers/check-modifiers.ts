import { AppError, within } from '@director/errors'
import type { Row, Value } from '@director/filters'
import {
  builtInModifiers,
  compilePipeline,
  createModifierRegistry,
  modifyRows,
  typeByDirectorName,
} from '@director/modifiers'
import { goldenLookups } from './golden-lookups.js'
import { parseModifierCase, type ModifierCase } from './modifier-case.js'
import { modifierDifferences } from './modifier-differences.js'
import { isSameRow, isSameValue, showValue } from './same-value.js'
import type { CheckedCase, Verdict } from '../verdict.js'

const registry = createModifierRegistry(builtInModifiers)

/** What we made of a case. */
export type Received =
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  | { readonly kind: 'refused'; readonly error: AppError }

/** Runs every modifier case of a golden file through the pipeline of an import and compares with Director. */
export async function checkModifiers(lines: readonly string[]): Promise<readonly CheckedCase[]> {
  const checked: CheckedCase[] = []
  for (const line of lines) {
    if (line.trim() !== '') checked.push(await checkModifier(parseModifierCase(line)))
  }
  return checked
}

async function checkModifier(golden: ModifierCase): Promise<CheckedCase> {
  const received = await outcomeOf(golden)
  const given = `${golden.modifier} ${JSON.stringify(golden.settings)} on ${golden.rows.map(showValue).join(' ')}`
  return { id: golden.id, given, verdict: verdictOn(golden, received) }
}

async function outcomeOf(golden: ModifierCase): Promise<Received> {
  const type = typeByDirectorName.get(golden.modifier) ?? golden.modifier
  const step = { type, settings: golden.settings, property: golden.property, target: golden.target }
  try {
    const pipeline = compilePipeline([step], registry)
    const rows: Row[] = []
    for await (const batch of modifyRows(pipeline, [golden.rows], { lookups: goldenLookups }))
      rows.push(...batch)
    return { kind: 'rows', rows }
  } catch (error) {
    return { kind: 'refused', error: error instanceof AppError ? error : within('golden run', error) }
  }
}

function verdictOn(golden: ModifierCase, received: Received): Verdict {
  if (isSame(golden, received)) return { kind: 'passed' }
  const isCrash = received.kind === 'refused' && received.error.code === 'internal.unexpected'
  const difference = isCrash
    ? undefined
    : modifierDifferences.find(
        (known) => known.modifiers.includes(golden.modifier) && known.applies(golden, received),
      )
  if (difference !== undefined) return { kind: 'deliberate', difference: difference.id }
  const { expected } = golden
  return {
    kind: 'failed',
    expected:
      expected.kind === 'error'
        ? `error: ${expected.message}`
        : expected.kind === 'rows'
          ? expected.rows.map(showValue).join(' ')
          : showValue(expected.value),
    received:
      received.kind === 'refused'
        ? `error: ${received.error.message}`
        : received.rows.map(showValue).join(' '),
  }
}

/** The same values, or both refuse (the words of a refusal are our own; a crash is no refusal). */
function isSame({ expected }: ModifierCase, received: Received): boolean {
  if (received.kind === 'refused')
    return expected.kind === 'error' && received.error.code !== 'internal.unexpected'
  if (expected.kind === 'error') return false
  if (expected.kind === 'value') {
    return received.rows.length === 1 && isSameValue(expected.value, valueOf(received.rows[0]))
  }
  return (
    expected.rows.length === received.rows.length &&
    expected.rows.every((row, index) => isSameRow(row, received.rows[index] ?? {}))
  )
}

/** The result of a case with a single value. */
export function valueOf(row: Row | undefined): Value {
  return row?.['value'] ?? null
}
