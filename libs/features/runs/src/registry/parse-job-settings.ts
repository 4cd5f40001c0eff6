import { AppError, problemLine, problemsOf, type Problem } from '@director/errors'
import type { JobType } from '@director/kit'
import { secretPaths, settingNames } from '@director/secrets'

/**
 * Checks settings against the schema of their type.
 *
 * @param opened settings with secrets in clear text
 * @returns the settings with defaults filled in
 * @throws AppError `job.invalid-settings` with every problem
 */
export function parseJobSettings(type: JobType, opened: unknown): unknown {
  const parsed = type.settings.safeParse(opened)
  if (parsed.success) return parsed.data
  const problems = settingsProblems(type, opened)
  throw new AppError(
    'job.invalid-settings',
    `settings of type "${type.type}": ${problems.map(problemLine).join('; ')}`,
    {
      remedy: `Correct the settings; \`director jobs types ${type.type}\` describes them`,
      details: { problems },
    },
  )
}

/** Everything that is wrong with settings of a type; empty when they are usable. */
export function settingsProblems(type: JobType, opened: unknown): readonly Problem[] {
  const parsed = type.settings.safeParse(opened)
  if (parsed.success) return []
  const secrets = secretPaths(type.settings).map((path) => path.split('.'))
  return problemsOf(parsed.error, {
    input: opened,
    root: 'settings',
    isSecret: (path) => secrets.some((secret) => isWithin(path, secret)),
    knownNames: (path) => settingNames(type.settings, opened, path),
  })
}

// A problem above a secret would show the secret as well.
function isWithin(path: readonly PropertyKey[], secret: readonly string[]): boolean {
  return secret.every((name, index) => index >= path.length || name === '*' || name === String(path[index]))
}
