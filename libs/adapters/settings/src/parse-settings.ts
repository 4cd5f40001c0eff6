import { AppError, problemLine, problemsOf, type Problem } from '@director/errors'
import { isServiceLink } from './service-links.js'
import { settingsFrom, type Settings } from './settings.js'
import { SECRET_VARIABLES, VARIABLE_NAMES, Variables } from './variables.js'

/** Values by variable name, as the environment gives them. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Turns variables into settings. Empty values count as not set; variables of others are left alone.
 *
 * @throws AppError `settings.invalid` listing every problem; `details.problems` has them one by one
 */
export function parseSettings(environment: Environment, directory: string): Settings {
  const ours = ownVariables(environment)
  const parsed = Variables.safeParse(ours)
  if (parsed.success) return settingsFrom(parsed.data, directory)
  const problems = problemsOf(parsed.error, {
    input: ours,
    isSecret: ([name]) => SECRET_VARIABLES.includes(String(name)),
    knownNames: () => VARIABLE_NAMES,
  }).map(withAddressShown(ours))
  throw new AppError('settings.invalid', `settings: ${problems.map(problemLine).join('; ')}`, {
    details: { problems },
    remedy: 'Correct the environment or the file .env (docs/guides/settings.md lists every variable)',
  })
}

function ownVariables(environment: Environment): Record<string, string> {
  const ours: Record<string, string> = {}
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || value.trim() === '' || isServiceLink(name, value)) continue
    if (VARIABLE_NAMES.includes(name) || name.startsWith('DIRECTOR_')) ours[name] = value.trim()
  }
  return ours
}

// An address tells more than "not shown", and is harmless without the part that names a user.
function withAddressShown(ours: Readonly<Record<string, string>>): (problem: Problem) => Problem {
  return (problem) => {
    const value = ours[problem.place]
    if (value === undefined || !problem.place.endsWith('_URL') || !URL.canParse(value)) return problem
    const { protocol, host, pathname } = new URL(value)
    return host === '' ? problem : { ...problem, received: `${protocol}//${host}${pathname}` }
  }
}
