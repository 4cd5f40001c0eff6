import { AppError } from '@director/errors'
import pc from 'picocolors'
import { describe, expect, it } from 'vitest'
import { takeGlobalOptions } from '../arguments/global-options.js'
import { failureText } from './failure.js'
import { tableText } from './table.js'
import { distanceText, durationText } from './times.js'

const colours = pc.createColors(false)
const quiet = { json: false, verbose: false }

describe('takeGlobalOptions', () => {
  it('finds them anywhere before "--" and leaves the rest in order', () => {
    const { options, rest } = takeGlobalOptions(['jobs', '--json', 'show', 'a', '--', '--verbose'])
    expect(options).toEqual({ json: true, verbose: false })
    expect(rest).toEqual(['jobs', 'show', 'a', '--', '--verbose'])
  })
})

describe('durationText', () => {
  it.each([
    [0, '0s'],
    [0.42, '0.4s'],
    [45, '45s'],
    [900, '15m'],
    [5_400, '1h 30m'],
    [3_605, '1h'],
    [90_000, '1d 1h'],
  ])('writes %s seconds as %s', (seconds, text) => expect(durationText(seconds)).toBe(text))
})

describe('distanceText', () => {
  const now = new Date('2026-11-22T12:00:00Z')
  it.each([
    ['2026-11-22T12:04:00Z', 'in 4m'],
    ['2026-11-22T10:00:00Z', '2h ago'],
    ['2026-11-22T12:00:00.500Z', 'now'],
  ])('says how far %s is', (at, text) => expect(distanceText(new Date(at), now)).toBe(text))
})

describe('tableText', () => {
  const columns = [
    { heading: 'NAME', of: (item: { name: string; text: string }) => item.name },
    { heading: 'TEXT', of: (item: { name: string; text: string }) => item.text },
  ]
  const items = [
    { name: 'a', text: 'short' },
    { name: 'longer', text: 'a text that is\nlonger than the terminal is wide' },
  ]

  it('has no borders and keeps every item on one line', () => {
    expect(tableText(items, columns, { colours })).toBe(
      'NAME    TEXT\na       short\nlonger  a text that is longer than the terminal is wide',
    )
  })

  it('cuts the last column where the terminal ends', () => {
    const lines = tableText(items, columns, { colours, width: 30 }).split('\n')
    expect(lines.at(-1)).toBe('longer  a text that is longer…')
  })
})

describe('failureText', () => {
  it('is one line with what was expected, what came and what to do', () => {
    const error = new AppError('a.b', 'it\nbroke', { expected: 'x', received: 'y', remedy: 'Mend it' })
    expect(failureText(error, quiet)).toBe('director: it broke (expected x, received y). Mend it')
  })

  it('has a line for each problem when there are several', () => {
    const problems = ['a', 'b'].map((place) => ({ place, expected: 'x', received: 'y' }))
    const message = 'job "j": a: expected x, received y; b: expected x, received y'
    expect(failureText(new AppError('a.b', message, { details: { problems } }), quiet)).toBe(
      'director: job "j": 2 problems\n  a: expected x, received y\n  b: expected x, received y',
    )
  })

  it('shows the stack of a failure nobody foresaw only when asked', () => {
    expect(failureText(new TypeError('oops'), quiet)).toBe(
      'director: oops. Repeat the command with --verbose to see where',
    )
    expect(failureText(new TypeError('oops'), { ...quiet, verbose: true })).toContain('\n')
  })

  it('is JSON when results are', () => {
    const text = failureText(new AppError('a.b', 'broke'), { ...quiet, json: true })
    expect(JSON.parse(text)).toEqual({ error: { code: 'a.b', message: 'broke', causes: [] } })
  })
})
