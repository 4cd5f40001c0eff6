import type { LoggerService } from '@nestjs/common'
import { coloursFor } from './output.js'

/** Levels by weight; Nest calls `info` "log". */
const LEVELS = { debug: 0, info: 1, warn: 2, error: 3 } as const
type Level = keyof typeof LEVELS

/** How log lines are written. */
export interface LogLineOptions {
  /** `auto` is text: coloured on a terminal, plain elsewhere. */
  readonly format: 'auto' | 'text' | 'json'
  /** Lines below this level are left out. */
  readonly least: Level
  readonly stream: { readonly isTTY?: boolean; write(text: string): unknown }
}

type Fields = Readonly<Record<string, unknown>>

/** Writes the log of the application, one event a line: `log.warn('queue away', { error })`. */
export class LogLines implements LoggerService {
  private readonly colours

  constructor(private readonly options: LogLineOptions) {
    this.colours = coloursFor(options.stream)
  }

  debug(message: unknown, ...rest: readonly unknown[]): void {
    this.write('debug', message, rest)
  }

  verbose(message: unknown, ...rest: readonly unknown[]): void {
    this.write('debug', message, rest)
  }

  log(message: unknown, ...rest: readonly unknown[]): void {
    this.write('info', message, rest)
  }

  warn(message: unknown, ...rest: readonly unknown[]): void {
    this.write('warn', message, rest)
  }

  error(message: unknown, ...rest: readonly unknown[]): void {
    this.write('error', message, rest)
  }

  fatal(message: unknown, ...rest: readonly unknown[]): void {
    this.write('error', message, rest)
  }

  // Nest puts the name of the logger last; before it stand our fields, or the stack of an error.
  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    if (LEVELS[level] < LEVELS[this.options.least]) return
    const context = typeof rest.at(-1) === 'string' ? String(rest.at(-1)) : ''
    const fields = Object.assign({}, ...rest.filter(isFields))
    const text = message instanceof Error ? message.message : String(message)
    const line = this.options.format === 'json' ? jsonLine : this.textLine.bind(this)
    this.options.stream.write(`${line(new Date(), level, context, text, fields)}\n`)
  }

  private textLine(at: Date, level: Level, context: string, message: string, fields: Fields): string {
    const facts = Object.entries(fields).map(([name, value]) => `${name}=${factText(value)}`)
    const { dim } = this.colours
    const words = [dim(at.toISOString()), this.levelText(level), context, message, dim(facts.join(' '))]
    return words.filter((word) => word !== '').join(' ')
  }

  private levelText(level: Level): string {
    const { dim, green, yellow, red } = this.colours
    return { debug: dim, info: green, warn: yellow, error: red }[level](level.padEnd(5))
  }
}

function jsonLine(at: Date, level: Level, context: string, message: string, fields: Fields): string {
  return JSON.stringify({ at, level, ...(context === '' ? {} : { context }), message, ...fields })
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}

function factText(value: unknown): string {
  const text =
    value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : JSON.stringify(value)
  return /[\s"=]/.test(text ?? '') && !text.startsWith('{') && !text.startsWith('[')
    ? JSON.stringify(text)
    : text
}
