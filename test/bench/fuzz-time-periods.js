#!/usr/bin/env node
// Feeds the parser of time periods with text it was not made for: no crash, and none takes longer than 50 ms.
// Build first: npm run build
//   node test/bench/fuzz-time-periods.js [count, default 1000000] [seed]
import { performance } from 'node:perf_hooks'
import {
  definitionWarnings,
  parsePeriod,
  printPeriod,
} from '../../dist/libs/domain/time-periods/src/index.js'

const count = Number(process.argv[2] ?? 1_000_000)
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31)
const limitMs = 50

/** Pieces of the grammar, near misses, and things that break parsers. */
const words = [
  ...'monday tuesday sunday day january february december may friday Monday mon days'.split(' '),
  ...'- / : , + -- - 0 1 -1 31 32 99 -40 2024-02-29 2024-13-01 0001-01-01 9999-12-31 -024-01-01'.split(' '),
  ...'09:00 17:00 24:00 09:00-17:00 22:00-06:00 00:00-24:00 25:61:61 9-17'.split(' '),
  ...'4294967296 -2147483648 9223372036854775807 99999999999999999999 1e9 0x10 NaN __proto__ ü – 😀'.split(
    ' ',
  ),
  ' ',
  '  ',
  '\t',
  '\n',
  ' - ',
  '- ',
  ' / 2',
  '/0',
  ',',
  '',
  '\u0000',
  '\ud800',
  'x'.repeat(300),
  '9'.repeat(5000),
  '- '.repeat(1000),
  ','.repeat(1000),
]
const values = [
  null,
  undefined,
  true,
  5,
  9.5,
  -0,
  Number.NaN,
  [],
  {},
  ['09:00-17:00'],
  { from: 'x' },
  Symbol.iterator,
]

let state = seed
function random(below) {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}

function text() {
  let made = ''
  for (let length = random(7); length >= 0; length--)
    made += words[random(words.length)] + (random(3) === 0 ? '' : ' ')
  return random(2) === 0 ? made.trim() : made
}

function likelyDay() {
  const half = () =>
    `${words[random(8)]} ${random(40) - 5}${random(3) === 0 ? ` ${words[4 + random(4)]}` : ''}`
  return half() + (random(2) === 0 ? ` - ${half()}` : '') + (random(4) === 0 ? ` / ${random(9)}` : '')
}

function likelyHours() {
  const time = () => `${random(26)}:${random(62)}${random(5) === 0 ? `:${random(62)}` : ''}`
  return Array.from({ length: 1 + random(2) }, () => `${time()}-${time()}`).join(',')
}

/** A busy machine makes anything slow once; text that is really slow is slow every time. */
function timeOf(given) {
  let shortest = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < 5 && shortest > limitMs / 5; attempt++) {
    const from = performance.now()
    parsePeriod(given)
    shortest = Math.min(shortest, performance.now() - from)
  }
  return shortest
}

function definition() {
  if (random(200) === 0) return values[random(values.length)]
  const ranges = {}
  for (let entries = random(4); entries >= 0; entries--) {
    const value = random(20) === 0 ? values[random(values.length)] : random(4) === 0 ? text() : likelyHours()
    ranges[random(4) > 0 ? likelyDay() : text()] = value
  }
  return random(50) === 0 ? { ranges, includes: values[random(values.length)] } : { ranges }
}

let slowest = { ms: 0, given: '' }
let accepted = 0
const startedAt = performance.now()
for (let number = 0; number < count; number++) {
  const given = definition()
  const ms = timeOf(given)
  const outcome = parsePeriod(given)
  if (ms > slowest.ms) slowest = { ms, given: String(JSON.stringify(given)).slice(0, 200) }
  if (outcome.kind === 'invalid') {
    if (outcome.problems.length === 0) throw new Error(`refused without a reason: ${JSON.stringify(given)}`)
    continue
  }
  accepted++
  const again = parsePeriod(printPeriod(outcome.period))
  if (JSON.stringify(again) !== JSON.stringify(outcome))
    throw new Error(`changed by printing: ${JSON.stringify(given)}`)
  if (number % 50 === 0) definitionWarnings(given)
}
const seconds = (performance.now() - startedAt) / 1000
console.log(`${count} definitions in ${seconds.toFixed(1)} s, ${accepted} accepted, seed ${seed}, no crash`)
console.log(`slowest: ${slowest.ms.toFixed(2)} ms (limit ${limitMs} ms): ${slowest.given}`)
process.exitCode = slowest.ms > limitMs ? 1 : 0
