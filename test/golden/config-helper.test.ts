import { readFileSync } from 'node:fs'
import {
  compareBytes,
  renderDictionary,
  renderDictionaryKey,
  renderInterval,
  renderKeyValue,
  renderList,
  renderNumber,
  renderString,
} from '@director/icinga-dsl'
import { parseInterval } from '@director/icinga-objects'
import { describe, expect, it } from 'vitest'

interface Case {
  readonly fn: string
  // Arguments as a PHP function got them.
  readonly args: readonly never[]
  readonly output?: unknown
  readonly error?: string
}

const cases: readonly Case[] = readFileSync(new URL('./data/config-helper.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

/** How a function of Director is called here. */
const CALLS: Readonly<Record<string, (...values: never[]) => unknown>> = {
  renderString,
  renderDictionaryKey,
  parseInterval: (value: string | number | null) =>
    value === null || value === '' ? null : readInterval(value),
  renderInterval: (value: string | number | null) =>
    renderInterval(typeof value === 'string' ? readInterval(value) : (value ?? 0)),
  renderPhpValue: (value: unknown) => renderScalarOrList(value),
  renderArray: (items: readonly string[]) => renderList(items.map(renderString)),
  renderDictionary: (record: Record<string, string>) =>
    renderDictionary(
      Object.entries(record)
        .sort(([left], [right]) => compareBytes(left, right))
        .map(([key, value]) => [renderDictionaryKey(key), value]),
    ),
  renderKeyValue,
}

/** Functions this product has no use for, with the reason. */
const NOT_NEEDED: Readonly<Record<string, string>> = {
  renderStringWithVariables: 'macros are replaced in apply rules only, which are not rendered yet',
  stringHasMacro: 'as above',
  renderBoolean: 'booleans are stored as such; "y" and "n" end at the border of baskets',
  isValidInterval: 'parsing tells',
}

const REFUSED = Symbol('refused')

/** Answers of Director that lose the value or hide a mistake, and what is written instead. */
const BETTER: Readonly<Record<string, unknown>> = {
  'renderPhpValue [1e-7]': '0.0000001',
  'renderPhpValue [["a",1]]': '[ "a", 1 ]',
  'renderPhpValue [[null]]': '[ null ]',
  'renderPhpValue [{}]': '{}',
  'renderInterval [null]': '0s',
  'parseInterval [-60]': REFUSED,
}

function readInterval(written: string | number): number {
  const seconds = parseInterval(written)
  if (seconds === undefined) throw new TypeError(`${written} is not an interval`)
  return seconds
}

function renderScalarOrList(value: unknown): string {
  if (typeof value === 'number') return renderNumber(value, 6)
  if (typeof value === 'string') return renderString(value)
  if (Array.isArray(value)) return renderList(value.map(renderScalarOrList))
  return value === null || typeof value === 'boolean' ? String(value) : renderDictionary([])
}

describe('rendering primitives against the recorded answers of Director', () => {
  it.each(
    cases.filter(({ fn }) => !(fn in NOT_NEEDED)).map((recorded) => [title(recorded), recorded] as const),
  )('%s', (name, { fn, args, output, error }) => {
    const call = CALLS[fn]
    if (call === undefined) throw new Error(`no counterpart of ${fn}`)
    const expected = name in BETTER ? BETTER[name] : error === undefined ? output : REFUSED
    if (expected === REFUSED) expect(() => call(...args)).toThrow('is not an interval')
    else expect(call(...args)).toBe(expected)
  })

  it('covers every recorded function or says why not', () => {
    const functions = new Set(cases.map(({ fn }) => fn))
    expect([...functions].filter((fn) => !(fn in CALLS) && !(fn in NOT_NEEDED))).toEqual([])
    expect(cases.length).toBeGreaterThan(100)
  })
})

function title({ fn, args }: Case): string {
  return `${fn} ${JSON.stringify(args)}`
}
