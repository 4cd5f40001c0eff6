import 'reflect-metadata'
import { CommandFactory } from 'nest-commander'
import { takeGlobalOptions } from './arguments/global-options.js'
import { CliModule } from './cli.module.js'
import { ChangesFound, EXIT, failureText, RunsFailed } from './terminal/failure.js'

const { options, rest } = takeGlobalOptions(process.argv.slice(2))

// A reader that has seen enough (`| head`) ends the command, not with a stack.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.success : EXIT.usage),
)

process.argv.splice(2, process.argv.length, ...rest)
let failure: unknown
try {
  await CommandFactory.run(CliModule.with(options), {
    logger: false,
    abortOnError: false,
    serviceErrorHandler: (error) => void (failure = error),
  })
} catch (error) {
  failure = error
}
process.exitCode = exitCodeFor(failure)

function exitCodeFor(error: unknown): number {
  if (error === undefined) return EXIT.success
  if (error instanceof RunsFailed) return EXIT.runFailed
  if (error instanceof ChangesFound) return EXIT.changesFound
  const code: unknown = Object(error).code
  // Asked for help or version: the commander has written it already.
  if (code === 'commander.helpDisplayed' || code === 'commander.version') return EXIT.success
  process.stderr.write(`${failureText(error, options)}\n`)
  return EXIT.usage
}
