import { isEmpty, type Row, type Value } from '@director/filters'
import { typeByDirectorName } from '@director/modifiers'
import type { ModifierCase } from './modifier-case.js'
import type { Received } from './check-modifiers.js'
import { isSameValue } from './same-value.js'

interface ModifierDifference {
  /** Its name in docs/decisions/0004-modifier-differences.md. */
  readonly id: string
  readonly modifiers: readonly string[]
  /** Whether this case shows the difference, and we do exactly what the decision says. */
  readonly applies: (golden: ModifierCase, received: Received) => boolean
}

const EVERY: readonly string[] = [...typeByDirectorName.keys()]

/** Where property modifiers deliberately come out differently; the reasons are in decision 0004. */
export const modifierDifferences: readonly ModifierDifference[] = [
  {
    id: 'dns-failure-is-answered-by-on-failure',
    modifiers: ['DnsRecords', 'GetHostByAddr'],
    applies: (golden, received) =>
      golden.expected.kind === 'error' &&
      /^(?:dns_get_record|gethostbyaddr)\(\)/.test(golden.expected.message) &&
      followsPolicy(golden, received),
  },
  {
    id: 'address-without-name-is-a-failure',
    modifiers: ['GetHostByAddr'],
    applies: (golden, received) =>
      golden.expected.kind === 'value' &&
      isSameValue(golden.expected.value, inputOf(golden)) &&
      followsPolicy(golden, received),
  },
  {
    id: 'malformed-dn-is-answered-by-on-failure',
    modifiers: ['ExtractFromDN'],
    applies: (golden, received) =>
      golden.expected.kind === 'error' &&
      golden.expected.message.startsWith('foreach()') &&
      followsPolicy(golden, received),
  },
  {
    id: 'whole-floats-are-integers',
    modifiers: ['MakeBoolean', 'ToInt', 'ToString', 'XlsNumericIp'],
    applies: ({ line }) => /"(?:input|value)": ?(?:\[[^\]]*)?-?\d+\.0+(?:e\+?\d+)?(?!\d)/i.test(line),
  },
  {
    id: 'nothing-below-null-is-null',
    modifiers: EVERY,
    applies: ({ expected }, received) =>
      expected.kind === 'error' &&
      expected.message.startsWith('property_exists()') &&
      received.kind === 'rows',
  },
  {
    id: 'bad-settings-are-refused-before-the-first-row',
    modifiers: EVERY,
    applies: ({ expected, modifier, rows, property }, received) =>
      expected.kind !== 'error' &&
      received.kind === 'refused' &&
      received.error.code === 'modifier.settings' &&
      rows.every((row) => isUnused(modifier, row[property] ?? null)),
  },
  {
    id: 'empty-objects-are-empty',
    modifiers: ['DictionaryToRow'],
    applies: ({ rows, property }) => rows.some((row) => JSON.stringify(row[property]) === '{}'),
  },
  {
    id: 'nested-objects-are-not-changed',
    modifiers: ['DictionaryToRow'],
    applies: ({ expected, property, rows, target }, received) => {
      if (expected.kind !== 'rows' || received.kind !== 'rows' || target === null) return false
      const source = new Set(rows.map((row) => JSON.stringify(row[property])))
      const restored = expected.rows.map((row, index): Row => ({
        ...row,
        [property]: received.rows[index]?.[property] ?? null,
      }))
      return (
        isSameValue(restored, received.rows) &&
        received.rows.every((row) => source.has(JSON.stringify(row[property])))
      )
    },
  },
  {
    id: 'structured-values-can-be-aggregated',
    modifiers: ['SimpleGroupBy'],
    applies: ({ expected }, received) =>
      expected.kind === 'error' &&
      /^(?:Array to string|Object of class)/.test(expected.message) &&
      received.kind === 'rows',
  },
]

/** Values for which Director never looks at a setting: blank ones, and for an element by position what is no list. */
function isUnused(modifier: string, value: Value): boolean {
  if (modifier === 'ArrayElementByPosition')
    return typeof value !== 'object' || value === null || isEmpty(value)
  return isEmpty(value) || (typeof value === 'string' && value.trim() === '')
}

/** Whether we returned null, kept the value or refused, as the setting `on_failure` asks. */
function followsPolicy(golden: ModifierCase, received: Received): boolean {
  const policy = golden.settings['on_failure'] ?? 'fail'
  if (received.kind === 'refused') return policy === 'fail'
  const value = received.rows[0]?.['value'] ?? null
  return isSameValue(value, policy === 'keep' ? inputOf(golden) : null) && policy !== 'fail'
}

function inputOf(golden: ModifierCase): Value {
  return golden.rows[0]?.['value'] ?? null
}
