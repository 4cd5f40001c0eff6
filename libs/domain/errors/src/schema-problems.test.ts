import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { problemLine } from './problem.js'
import { problemsOf } from './schema-problems.js'

const Example = z.strictObject({
  url: z.url(),
  retries: z.int().min(1).max(5),
  colour: z.enum(['red', 'green']),
  names: z.array(z.string().min(3)),
  code: z.string().regex(/^x/, 'text that starts with x'),
  nested: z.strictObject({ active: z.boolean() }),
  either: z.union([z.string(), z.number()]),
  missing: z.string(),
  password: z.string(),
})

const input = {
  url: 'x',
  retries: 1.5,
  colour: 'blue',
  names: ['a'],
  code: 'a',
  nested: { active: 1, activ: 2 },
  either: true,
  password: 4711,
}

function linesOf(): readonly string[] {
  const result = Example.safeParse(input)
  if (result.success) throw new Error('the example must be refused')
  return problemsOf(result.error, {
    input,
    root: 'settings',
    isSecret: (path) => path[0] === 'password',
    knownNames: (path) => (path[0] === 'nested' ? ['active'] : Object.keys(Example.shape)),
  }).map(problemLine)
}

describe('problemsOf', () => {
  it('names every problem with its place, what was expected and what came', () => {
    expect(linesOf()).toEqual([
      'settings.url: expected an address such as https://host/path, received "x"',
      'settings.retries: expected a whole number, received 1.5',
      'settings.colour: expected one of red, green, received "blue"',
      'settings.names.0: expected at least 3 characters, received "a"',
      'settings.code: expected text that starts with x, received "a"',
      'settings.nested.active: expected true or false, received 1',
      'settings.nested.activ: expected a known name (did you mean "active"?), received the unknown name "activ"',
      'settings.either: expected text or a number, received true',
      'settings.missing: expected text, received nothing',
      'settings.password: expected text, received a value that is not shown',
    ])
  })
})
