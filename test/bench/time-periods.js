#!/usr/bin/env node
// How fast time periods are decided, beside a raw baseline. Build first: npm run build
//   node test/bench/time-periods.js
// Exits with 1 when a target is missed. Figures are of one core; each is the best of several rounds.
import os from 'node:os'
import { performance } from 'node:perf_hooks'
import {
  compilePeriods,
  isActive,
  nextOpening,
  segments,
  ZoneClocks,
} from '../../dist/libs/domain/time-periods/src/index.js'

const zone = 'Europe/Berlin'
const yearAt = new Date('2026-01-01T00:00:00Z')
const nextYearAt = new Date('2027-01-01T00:00:00Z')
const clocks = new ZoneClocks()

/** One range of each of the six kinds, and twenty excludes of all kinds. */
function busyDefinitions() {
  const definitions = {
    busy: {
      ranges: {
        monday: '00:00-24:00',
        'tuesday 2': '06:00-12:00,13:00-22:00',
        'friday -1 may': '22:00-06:00',
        'day 1 - 28 / 2': '08:00-18:00',
        'january 5 - december 20': '07:30-07:45,19:00-20:00',
        '2026-03-01 - 2026-10-31': '12:00-12:30',
      },
      excludes: [],
    },
  }
  const keys = [
    'day 3',
    'december 24 - december 26',
    'monday 1',
    '2026-07-01 - 2026-07-14',
    'thursday 4 november',
  ]
  for (let number = 0; number < 20; number++) {
    const name = `exclude ${number}`
    definitions[name] = {
      ranges: { [keys[number % keys.length]]: `${String(number).padStart(2, '0')}:10-23:50` },
    }
    definitions.busy.excludes.push(name)
  }
  return definitions
}

/** Milliseconds of the best of some rounds; the first ones warm the compiler up. */
function best(rounds, work) {
  let shortest = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now()
    work()
    shortest = Math.min(shortest, performance.now() - startedAt)
  }
  return shortest
}

function median(rounds, work) {
  const times = Array.from({ length: rounds }, () => best(1, work)).toSorted((a, b) => a - b)
  return times[Math.floor(rounds / 2)]
}

const results = []
function report(name, figure, unit, target, isMet, note = '') {
  results.push(isMet)
  const verdict = isMet ? 'met' : 'MISSED'
  console.log(
    `${name.padEnd(52)} ${figure.padStart(12)} ${unit.padEnd(10)} target ${target.padEnd(10)} ${verdict}  ${note}`,
  )
}

function benchChecks(mode) {
  const { periods } = compilePeriods(busyDefinitions(), { mode, clocks })
  const busy = periods.get('busy')
  const count = 1_000_000
  const instants = Array.from({ length: count }, (_, n) => new Date(+yearAt + ((n * 7919) % count) * 31_536))
  const edges = segments(busy, yearAt, nextYearAt, zone).flatMap(({ beginAt, endAt }) => [+beginAt, +endAt])
  let agreed = 0
  const ours = best(5, () => {
    agreed = 0
    for (const instant of instants) if (isActive(busy, instant, zone)) agreed++
  })
  let expected = 0
  const raw = best(5, () => {
    expected = 0
    for (const instant of instants) if (edgesUpTo(edges, +instant) % 2 === 1) expected++
  })
  if (agreed !== expected) throw new Error(`checks disagree: ${agreed} and ${expected}`)
  const perSecond = Math.round(count / (ours / 1000))
  const ratio = `${(ours / raw).toFixed(2)} × the time of a bare binary search in the edges of the year`
  const figure = perSecond.toLocaleString('en')
  report(
    `checks at random instants of a year, mode ${mode}`,
    figure,
    'checks/s',
    '1,000,000',
    perSecond >= 1e6,
    ratio,
  )
}

function edgesUpTo(edges, instant) {
  let low = 0
  let high = edges.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (edges[middle] > instant) high = middle
    else low = middle + 1
  }
  return low
}

function benchYear() {
  const definitions = busyDefinitions()
  const work = () =>
    segments(compilePeriods(definitions, { clocks }).periods.get('busy'), yearAt, nextYearAt, zone)
  const count = work().length
  best(30, work)
  const time = median(101, work)
  const note = `${count} segments; median of 101, parsing included`
  report('one year of 6 range kinds and 20 excludes', time.toFixed(3), 'ms', '2 ms', time <= 2, note)
}

function benchOpening() {
  const definitions = { rare: { ranges: { 'december 31': '23:00-24:00' }, excludes: ['none'] }, none: {} }
  const ask = () => nextOpening(compilePeriods(definitions, { clocks }).periods.get('rare'), yearAt, zone)
  best(30, ask)
  const rare = median(101, ask)
  report(
    'next opening a year ahead, nothing known before',
    rare.toFixed(3),
    'ms',
    '1 ms',
    rare <= 1,
    'median of 101',
  )
  const closed = { ...busyDefinitions(), shut: { ranges: { 'day 1 - 31': '00:00-24:00' } } }
  closed.busy.ranges = { ...closed.busy.ranges, '2027-01-01': '12:00-13:00' }
  closed.busy.excludes = [...closed.busy.excludes, 'this year']
  closed['this year'] = { ranges: { '2025-12-01 - 2026-12-31': '00:00-24:00' } }
  const search = () => nextOpening(compilePeriods(closed, { clocks }).periods.get('busy'), yearAt, zone)
  best(30, search)
  const hard = median(101, search)
  report(
    'the same through 6 range kinds and 21 excludes',
    hard.toFixed(3),
    'ms',
    '1 ms',
    hard <= 1,
    'median of 101',
  )
}

console.log(
  `${os.cpus()[0]?.model}, ${os.cpus().length} cores, Node ${process.version}, zone data ${process.versions.tz}`,
)
benchChecks('exact')
benchChecks('icinga')
benchYear()
benchOpening()
process.exitCode = results.every(Boolean) ? 0 : 1
