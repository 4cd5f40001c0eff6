import { AppError, nearestName } from '@director/errors'

/** What is needed to know of a group: its name and the commands in it. */
interface CommandGroup {
  name(): string
  readonly commands: readonly { name(): string }[]
}

/**
 * What a group such as `director jobs` does when no command of it was named.
 *
 * @throws AppError `usage.unknown-command`, `usage.incomplete`
 */
export function refuseGroup(group: CommandGroup, words: readonly string[]): never {
  const names = group.commands.map((command) => command.name())
  const line = `director ${group.name()}`
  const [word] = words
  if (word === undefined) {
    throw new AppError('usage.incomplete', `${group.name()}: a command is missing`, {
      expected: `one of ${names.join(', ')}`,
      remedy: `\`${line} --help\` explains them`,
    })
  }
  const nearest = nearestName(word, names)
  throw new AppError('usage.unknown-command', `${group.name()}: unknown command "${word}"`, {
    expected: nearest === undefined ? `one of ${names.join(', ')}` : `"${nearest}"?`,
    remedy: `\`${line} --help\` shows all commands`,
  })
}
