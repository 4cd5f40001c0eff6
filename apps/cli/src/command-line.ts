import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { AppError, nearestName } from '@director/errors'
import { InjectCommander } from 'nest-commander'
import { GLOBAL_OPTIONS_HELP } from './arguments/global-options.js'
import { productVersion } from './version.js'

/** The parts of commander's command this class sets up; the library is nest-commander's, not ours. */
interface CommandTree {
  readonly commands: readonly CommandTree[]
  name(): string
  name(name: string): unknown
  description(text: string): unknown
  version(text: string): unknown
  action(work: (...words: unknown[]) => void): unknown
  readonly args: readonly string[]
  allowExcessArguments(allow: boolean): unknown
  addHelpText(place: 'after', text: string): unknown
  exitOverride(ended: (error: Error) => never): unknown
  configureOutput(output: { outputError(text: string): void }): unknown
  showSuggestionAfterError(show: boolean): unknown
}

/** Gives every command the same manners: usage errors are thrown, not printed, and nothing ends the process. */
@Injectable()
export class CommandLine implements OnApplicationBootstrap {
  constructor(@InjectCommander() private readonly root: CommandTree) {}

  onApplicationBootstrap(): void {
    this.root.name('director')
    this.root.description('Runs jobs for Icinga configuration: imports, syncs, deployments and your own.')
    this.root.version(productVersion())
    this.setUp(this.root)
    this.root.allowExcessArguments(true)
    this.root.action(() => refuseLine(this.root))
  }

  private setUp(command: CommandTree): void {
    command.exitOverride((error) => {
      throw usageError(error)
    })
    command.configureOutput({ outputError: () => undefined })
    command.showSuggestionAfterError(true)
    command.addHelpText('after', `\n${GLOBAL_OPTIONS_HELP}`)
    if (command.commands.length === 0) command.allowExcessArguments(false)
    for (const below of command.commands) this.setUp(below)
  }
}

function refuseLine(root: CommandTree): never {
  const names = root.commands.map((command) => command.name())
  const [word] = root.args
  if (word === undefined) {
    throw new AppError('usage.incomplete', 'a command is missing', {
      expected: `one of ${names.join(', ')}`,
      remedy: '`director --help` explains them',
    })
  }
  const nearest = nearestName(word, names)
  throw new AppError('usage.unknown-command', `unknown command "${word}"`, {
    expected: nearest === undefined ? `one of ${names.join(', ')}` : `"${nearest}"?`,
    remedy: '`director --help` shows all commands',
  })
}

/** `error: unknown option '--intervall'\n(Did you mean --interval?)` as a failure of ours; help is passed on. */
function usageError(error: Error): Error {
  const code = String(Object(error).code ?? '')
  if (code === 'commander.helpDisplayed' || code === 'commander.version') return error
  const message = error.message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\.$/, '')
  return new AppError('usage.wrong', message, { remedy: 'Add --help to the command to see what it takes' })
}
