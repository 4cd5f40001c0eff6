import { Inject, Injectable } from '@nestjs/common'
import { loadSettings, type Settings } from '@director/settings'
import { GLOBAL_OPTIONS, type GlobalOptions } from '../arguments/global-options.js'
import { LogLines } from '../terminal/log-lines.js'
import type { Catalogue } from './catalogue.js'

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
    return (this.loaded ??= loadSettings())
  }

  /** Definitions, lanes, job types and the run history. */
  async catalogue<Result>(work: (catalogue: Catalogue) => Promise<Result>): Promise<Result> {
    const settings = await this.settings()
    const { withCatalogue } = await import('./catalogue.js')
    return withCatalogue(settings, this.logger(settings, 'warn'), work)
  }

  /** The log on stderr; `--verbose` shows everything. */
  logger(settings: Settings, least: 'info' | 'warn'): LogLines {
    return new LogLines({
      format: settings.logFormat,
      least: this.options.verbose ? 'debug' : least,
      stream: process.stderr,
    })
  }
}
