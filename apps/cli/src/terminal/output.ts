import { Inject, Injectable } from '@nestjs/common'
import pc from 'picocolors'
import { GLOBAL_OPTIONS, type GlobalOptions } from '../arguments/global-options.js'
import { tableText, type Column } from './table.js'

/** Colours for a stream: none when it is no terminal or `NO_COLOR` is set (https://no-color.org). */
export function coloursFor(stream: { readonly isTTY?: boolean }): ReturnType<typeof pc.createColors> {
  const noColour = process.env['NO_COLOR'] ?? ''
  return pc.createColors(stream.isTTY === true && noColour === '' && process.env['TERM'] !== 'dumb')
}

/** Writes results to stdout: for people by default, as JSON with `--json`. */
@Injectable()
export class Output {
  readonly colours = coloursFor(process.stdout)

  constructor(@Inject(GLOBAL_OPTIONS) private readonly options: GlobalOptions) {}

  get isJson(): boolean {
    return this.options.json
  }

  /** A result with its form for people; only one of the two is made. */
  result(value: unknown, forPeople: () => string): void {
    if (this.isJson) this.line(JSON.stringify(value, null, 2))
    else this.line(forPeople())
  }

  /** A list as a table. `whenEmpty` is said to people instead of an empty table. */
  list<Item>(items: readonly Item[], columns: readonly Column<Item>[], whenEmpty: string): void {
    this.result(items, () => (items.length === 0 ? whenEmpty : this.table(items, columns)))
  }

  table<Item>(items: readonly Item[], columns: readonly Column<Item>[]): string {
    const width = process.stdout.isTTY ? process.stdout.columns : undefined
    return tableText(items, columns, { colours: this.colours, ...(width === undefined ? {} : { width }) })
  }

  /** Facts with a list of any length, as one JSON object whose `items` are written as they come. */
  async items(facts: object, items: AsyncIterable<unknown>): Promise<void> {
    const head = JSON.stringify(facts, null, 2).replace(/\n?\}$/, '')
    process.stdout.write(`${head}${head === '{' ? '' : ','}\n  "items": [`)
    let separator = '\n    '
    for await (const item of items) {
      process.stdout.write(`${separator}${JSON.stringify(item)}`)
      separator = ',\n    '
    }
    this.line(separator.startsWith(',') ? '\n  ]\n}' : ']\n}')
  }

  /** What was done; nothing with `--json` unless there is a value. */
  done(value: unknown, sentence: string): void {
    this.result(value, () => `${this.colours.green('✓')} ${sentence}`)
  }

  line(text: string): void {
    process.stdout.write(`${text}\n`)
  }
}
