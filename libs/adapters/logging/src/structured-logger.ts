import type { LoggerService } from '@nestjs/common'
import { printLogLine, type Level, type LogForm } from './log-line.js'

const LEVELS: readonly Level[] = ['debug', 'info', 'warn', 'error']

/** Nest's logger for this product: `log.warn('queue was slow', { runId })` becomes one line on stderr. */
export class StructuredLogger implements LoggerService {
  constructor(
    private readonly form: LogForm,
    private readonly least: Level,
    private readonly write: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
  ) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.print('info', message, rest)
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.print('warn', message, rest)
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.print('error', message, rest)
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.print('debug', message, rest)
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.print('debug', message, rest)
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.print('error', message, rest)
  }

  // Nest appends the context, the name the Logger was made with, as the last parameter.
  private print(level: Level, message: unknown, rest: readonly unknown[]): void {
    const context = rest.at(-1)
    const component = typeof context === 'string' ? context : 'director'
    // Nest tells its own start-up at length; only what goes wrong there matters.
    if (NEST_COMPONENTS.has(component) && level === 'info') return
    if (LEVELS.indexOf(level) < LEVELS.indexOf(this.least)) return
    const fields: Readonly<Record<string, unknown>> = Object.assign(
      {},
      ...rest.filter((value) => typeof value === 'object' && value !== null),
    )
    this.write(
      printLogLine({ at: new Date(), level, component, message: String(message), fields }, this.form),
    )
  }
}

const NEST_COMPONENTS: ReadonlySet<string> = new Set([
  'NestFactory',
  'InstanceLoader',
  'NestApplicationContext',
])
