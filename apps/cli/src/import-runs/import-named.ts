import { errorLine } from '@director/errors'
import { hasChanges, outcomeLine } from '@director/imports'
import type { Colors } from 'picocolors/types.js'
import type { InstallationAccess } from '../installation/installation-access.js'
import { commandLog } from '../running/command-log.js'
import { untilInterrupted } from '../running/until-interrupted.js'
import { RunsFailed } from '../terminal/failure.js'
import type { Output } from '../terminal/output.js'
import { numberText } from '../terminal/rate-text.js'
import { durationText } from '../terminal/times.js'
import { ImportDisplay } from './import-display.js'
import { importEach, type EndedImport } from './import-each.js'

/**
 * What `imports run` and `imports check` do: imports the named sources in this process and tells how each ended. Safe
 * beside a daemon: of a source, one import at a time goes on in the whole installation.
 *
 * @throws AppError `import-source.unknown` before anything is read; RunsFailed when one failed or was held
 */
export async function importNamed(
  installation: InstallationAccess,
  output: Output,
  names: readonly string[],
  checkOnly: boolean,
): Promise<readonly EndedImport[]> {
  const display = new ImportDisplay(process.stderr)
  const log = commandLog(await installation.logger('warn', (line) => display.say(line)))
  const ended = await installation.catalogue(async ({ sources, importer }) => {
    const unique = [...new Set(names)]
    for (const name of unique) await sources.stored(name)
    return untilInterrupted((signal) =>
      importEach(importer, unique, {
        checkOnly,
        signal,
        log,
        display,
        ended: (one) => {
          if (!output.isJson) output.line(endedText(one, checkOnly, output.colours))
        },
      }),
    )
  })
  if (output.isJson) output.line(JSON.stringify(ended, null, 2))
  const failed = ended.filter(({ kind }) => kind === 'failed')
  if (failed.length > 0) throw new RunsFailed(`${failed.length} of ${ended.length} imports did not succeed`)
  return ended
}

/** Tells whether an import found rows that differ from those that are stored. */
export function wouldChange(ended: EndedImport): boolean {
  return ended.kind === 'done' && hasChanges(ended.outcome)
}

/** One line about an import that ended: what it did, how long it took and how fast it was. */
function endedText(ended: EndedImport, checkOnly: boolean, colours: Colors): string {
  const seconds = ended.durationMs / 1_000
  const took = durationText(Math.round(seconds * 10) / 10)
  if (ended.kind === 'failed') {
    const mark = ended.error.code === 'import.held' ? colours.yellow('■') : colours.red('✗')
    return `${mark} ${errorLine(ended.error)} ${colours.dim(`(${took})`)}`
  }
  const { outcome } = ended
  const rate =
    outcome.rows === 0 ? '' : `, ${numberText(Math.round(outcome.rows / Math.max(seconds, 0.001)))} rows/s`
  const mark = outcome.brokenGuards.length === 0 ? colours.green('✓') : colours.yellow('!')
  return `${mark} ${outcomeLine(outcome, checkOnly)} ${colours.dim(`(${took}${rate})`)}`
}
