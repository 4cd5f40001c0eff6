import { AppError, problemLine, shown, type Problem } from '@director/errors'
import type { Modifier } from '@director/modifiers'

const TYPE = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/
const LONGEST_NAME = 128

/**
 * Takes what a module provides as a modifier; whoever wrote it need not have had a compiler.
 *
 * @throws AppError `modifier.invalid-declaration` naming the module and everything that is wrong
 */
export function declaredModifier(provided: unknown, moduleName: string): Modifier {
  if (isModifier(provided)) return provided
  const problems = problemsOf(provided)
  const name = Object(provided).type ?? Object(provided).title
  throw new AppError(
    'modifier.invalid-declaration',
    `a modifier of ${moduleName} is not usable: ${problems.map(problemLine).join('; ')}`,
    {
      remedy: 'Make it with defineModifier of @director/kit and correct its definition',
      details: { moduleName, modifier: shown(name), problems },
    },
  )
}

function isModifier(provided: unknown): provided is Modifier {
  return problemsOf(provided).length === 0
}

function problemsOf(provided: unknown): readonly Problem[] {
  const { type, title, settings, configure }: Readonly<Record<string, unknown>> = Object(provided)
  if (typeof configure !== 'function')
    return [{ place: 'the modifier', expected: 'what defineModifier gives', received: shown(provided) }]
  const checks: readonly [place: string, isUsable: boolean, expected: string, value: unknown][] = [
    [
      'type',
      typeof type === 'string' && TYPE.test(type) && type.length <= LONGEST_NAME,
      `lower-case words joined by dots, such as "acme.cut-at", at most ${LONGEST_NAME} characters`,
      type,
    ],
    [
      'title',
      typeof title === 'string' && title !== '' && title.length <= LONGEST_NAME,
      `1 to ${LONGEST_NAME} characters`,
      title,
    ],
    ['settings', isSchema(settings), 'a schema of zod 4', typeof settings],
  ]
  return checks.flatMap(([place, isUsable, expected, value]) =>
    isUsable ? [] : [{ place, expected, received: shown(value) }],
  )
}

// An extension may bring its own copy of zod 4: same shape, another class.
function isSchema(settings: unknown): boolean {
  return Object(settings)._zod !== undefined && typeof Object(settings).safeParse === 'function'
}
