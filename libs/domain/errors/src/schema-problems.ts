import { z } from 'zod'
import { nearestName } from './nearest-name.js'
import { shown, type Problem } from './problem.js'

/** What {@link problemsOf} has to know beside the error. */
export interface SchemaProblemOptions {
  /** What was parsed; the received values are looked up in it. */
  readonly input: unknown
  /** Put in front of every path, such as `settings`. */
  readonly root?: string
  /** Values at these paths are not shown. */
  readonly isSecret?: (path: readonly PropertyKey[]) => boolean
  /** Names an object knows, to suggest the nearest one for an unknown name. */
  readonly knownNames?: (path: readonly PropertyKey[]) => readonly string[]
}

/** Every problem a schema found, in operators' words instead of the library's. */
export function problemsOf(error: z.ZodError, options: SchemaProblemOptions): readonly Problem[] {
  return error.issues.flatMap((issue) => problemsOfIssue(issue, options))
}

function problemsOfIssue(issue: z.core.$ZodIssue, options: SchemaProblemOptions): readonly Problem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownName(issue.path, key, options))
  const received = valueAt(options.input, issue.path)
  const hidden = received !== undefined && options.isSecret?.(issue.path) === true
  return [
    {
      place: placeOf(issue.path, options.root),
      expected: expectationOf(issue),
      received: hidden ? 'a value that is not shown' : shown(received),
    },
  ]
}

function unknownName(path: readonly PropertyKey[], key: string, options: SchemaProblemOptions): Problem {
  const known = options.knownNames?.(path) ?? []
  const nearest = nearestName(key, known)
  const choice = known.length === 0 ? 'no such name' : `one of ${known.join(', ')}`
  return {
    place: placeOf([...path, key], options.root),
    expected: nearest === undefined ? choice : `a known name (did you mean "${nearest}"?)`,
    received: `the unknown name "${key}"`,
  }
}

function placeOf(path: readonly PropertyKey[], root: string | undefined): string {
  const parts = root === undefined ? path : [root, ...path]
  return parts.map(String).join('.') || 'the value'
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (Object.hasOwn(Object(value), key) ? Object(value)[key] : undefined),
    input,
  )
}

const FORMATS: Readonly<Record<string, string>> = {
  url: 'an address such as https://host/path',
  email: 'an e-mail address',
  uuid: 'a UUID',
  regex: 'another form',
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'names with values',
  record: 'names with values',
}

const UNITS: Readonly<Record<string, string>> = { string: ' characters', array: ' entries', set: ' entries' }

/** What an issue asked for. A message written by the schema's author wins over ours. */
function expectationOf(issue: z.core.$ZodIssue): string {
  if (!USUAL_MESSAGE.test(issue.message)) return issue.message
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected
    case 'invalid_value':
      return issue.values.length === 1
        ? shown(issue.values[0])
        : `one of ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${UNITS[issue.origin] ?? ''}`
    case 'too_big':
      return `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${UNITS[issue.origin] ?? ''}`
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`
    case 'invalid_format':
      return FORMATS[issue.format] ?? issue.format
    case 'invalid_union':
      return unionExpectation(issue)
    default:
      return issue.message
  }
}

function unionExpectation(issue: z.core.$ZodIssueInvalidUnion): string {
  const choices = issue.errors.flat().map(expectationOf)
  return choices.length === 0 ? issue.message : [...new Set(choices)].join(' or ')
}

// How the library's own messages begin; anything else was written by the schema's author.
const USUAL_MESSAGE = /^(Invalid |Too small|Too big|Unrecognized )/
