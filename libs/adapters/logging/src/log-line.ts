import pc from 'picocolors'

/** How serious a line is, in the words of style and documentation. */
export type Level = 'debug' | 'info' | 'warn' | 'error'

/** One log line before it gets a form. */
export interface LogLine {
  readonly at: Date
  readonly level: Level
  /** Part of the product that speaks: `scheduler`, `worker`, `queue`. */
  readonly component: string
  /** Constant, past tense; what varies is in the fields. */
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** `coloured` for a terminal, `plain` for files, `journal` where the receiver adds time itself, `json` for machines. */
export type LogForm = 'coloured' | 'plain' | 'journal' | 'json'

/** A line in the chosen form, without its line break. */
export function printLogLine(line: LogLine, form: LogForm): string {
  if (form === 'json') {
    const { at, level, component, message, fields } = line
    return JSON.stringify({ time: at.toISOString(), level, component, message, ...fields })
  }
  const fields = Object.entries(line.fields).map(([name, value]) => `${name}=${printValue(value)}`)
  if (form === 'coloured') {
    const time = pc.dim(line.at.toTimeString().slice(0, 8))
    const text = `${time} ${COLOURED[line.level]} ${pc.bold(line.component)} ${line.message}`
    return fields.length === 0 ? text : `${text} ${pc.dim(fields.join(' '))}`
  }
  const words = [line.level.toUpperCase().padEnd(5), line.component, line.message, ...fields]
  return (form === 'journal' ? words : [line.at.toISOString(), ...words]).join(' ').replaceAll('\n', '\\n')
}

const COLOURED: Readonly<Record<Level, string>> = {
  debug: pc.gray('debug'),
  info: pc.cyan('info '),
  warn: pc.yellow('warn '),
  error: pc.red('error'),
}

function printValue(value: unknown): string {
  if (value === null || value === undefined) return '-'
  const text = typeof value === 'object' && !(value instanceof Date) ? JSON.stringify(value) : String(value)
  return /^[^\s"=]+$/.test(text) ? text : JSON.stringify(text)
}
