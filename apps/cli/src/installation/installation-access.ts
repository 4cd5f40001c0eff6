import { Inject, Injectable } from '@nestjs/common'
import { chooseLogForm, StructuredLogger } from '@director/logging'
import type { Settings } from '@director/settings'
import { GLOBAL_OPTIONS, type GlobalOptions } from '../arguments/global-options.js'
import type { Catalogue } from './catalogue.js'
import type { Runner } from './runner.js'

/**
 * Opens the installation when a command needs it, not before: `--help` and wrong usage work without a database, and
 * each command loads only the code it uses.
 */
@Injectable()
export class InstallationAccess {
  private loaded: Promise<Settings> | undefined

  constructor(@Inject(GLOBAL_OPTIONS) private readonly options: GlobalOptions) {}

  /** @throws AppError `settings.invalid` */
  settings(): Promise<Settings> {
    return (this.loaded ??= import('@director/settings').then(({ loadSettings }) => loadSettings()))
  }

  /** Opens what can be read and defined. */
  async catalogue<Result>(work: (catalogue: Catalogue) => Promise<Result>): Promise<Result> {
    const settings = await this.settings()
    const { withCatalogue } = await import('./catalogue.js')
    return withCatalogue(settings, await this.logger('warn'), work)
  }

  /**
   * Opens queue, planner and worker of this process; they start when the work tells them.
   *
   * @param least level that is logged without `--verbose`; by default only trouble with the daemon itself, because
   *   whoever shows runs tells how they end
   */
  async runner<Result>(
    work: (runner: Runner) => Promise<Result>,
    least: 'info' | 'error' = 'error',
  ): Promise<Result> {
    const settings = await this.settings()
    const { withRunner } = await import('./runner.js')
    return withRunner(settings, await this.logger(least), work)
  }

  /**
   * The log on stderr; `--verbose` shows everything.
   *
   * @param write where its lines go instead; for commands that draw on the terminal themselves
   */
  async logger(least: 'info' | 'warn' | 'error', write?: (line: string) => void): Promise<StructuredLogger> {
    const form = chooseLogForm({
      format: (await this.settings()).logFormat,
      isTerminal: process.stderr.isTTY === true,
      environment: process.env,
    })
    return new StructuredLogger(form, this.options.verbose ? 'debug' : least, write)
  }
}
