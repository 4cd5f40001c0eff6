import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

const DEADLINE_MS = 60_000

/** The installed release, such as 2.013 for 2.13.6 or 2.016 for 2.16.0: fit for comparing. */
export function icingaRelease(): number {
  const shown = execFileSync('icinga2', ['--version'], { encoding: 'utf8' })
  const [, major = '', minor = ''] = /version: [rv]?(\d+)\.(\d+)/.exec(shown) ?? []
  if (minor === '') throw new Error(`icinga2 --version says:\n${shown}`)
  return Number(major) + Number(minor) / 1000
}

/**
 * Puts statements, a line each, to a console of Icinga 2 that is connected to nothing.
 *
 * @param zone zone of the process: Icinga's time periods know no other
 * @returns what it says to each; messages of refused objects among it
 */
export async function askIcinga(statements: readonly string[], zone: string): Promise<readonly string[]> {
  const console = spawn('icinga2', ['console'], {
    env: { ...process.env, TZ: zone },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: DEADLINE_MS,
    killSignal: 'SIGKILL',
  })
  const ended = once(console, 'close')
  console.stdin.end(`${statements.join('\n')}\n`)
  const [said, complained] = await Promise.all([text(console.stdout), text(console.stderr), ended])
  // Each answer follows its prompt, which repeats the statement: <12> => statement
  const answers = said.split(/^<\d+> => /m).slice(1, statements.length + 1)
  if (answers.length !== statements.length) {
    throw new Error(
      `${statements.length} statements, ${answers.length} answers:\n${complained}${said.slice(-500)}`,
    )
  }
  return answers.map((answer) => answer.slice(answer.indexOf('\n') + 1).trim())
}

/** A time period as the console is given it. */
export interface ConsolePeriod {
  readonly ranges: Readonly<Record<string, string>>
  readonly includes?: readonly string[]
  readonly excludes?: readonly string[]
  readonly preferIncludes?: boolean
}

/**
 * Statements that come before all others: from then on every new period is worked out for the days from
 * `globals.begin` to `globals.end` in place of those to come.
 */
export const PERIODS_OF_ANY_TIME: readonly string[] = [
  'Internal.run_with_activation_context(() => { object TimePeriod "first" { import "legacy-timeperiod" } })',
  'globals.legacy = get_object(TimePeriod, "first").update',
  'globals.update = function(tp, b, e) { return globals.legacy(tp, globals.begin, globals.end) }',
]

/** The statement that makes a period and says `true`, or why it is refused. */
export function makingPeriod(name: string, period: ConsolePeriod): string {
  const ranges = Object.entries(period.ranges).map(([key, value]) => `${quoted(key)} = ${quoted(value)}`)
  const attributes = [
    `ranges = { ${ranges.join(', ')} }`,
    `includes = ${list(period.includes)}`,
    `excludes = ${list(period.excludes)}`,
    `prefer_includes = ${period.preferIncludes ?? true}`,
    'update = globals.update',
  ]
  const object = `object TimePeriod ${quoted(name)} { ${attributes.join('; ')} }`
  return `Internal.run_with_activation_context(() => { ${object} })`
}

/** The statement that says when a period holds, as {@link readPieces} reads it. */
export function piecesOf(name: string): string {
  return `Json.encode(get_object(TimePeriod, ${quoted(name)}).segments)`
}

/** A stretch of time in epoch seconds, its end not included. */
export type Piece = readonly [begin: number, end: number]

/** Reads the answer to {@link piecesOf}: in the order of Icinga's list, and as little joined as that is. */
export function readPieces(answer: string): readonly Piece[] {
  if (!answer.startsWith('"[')) throw new Error(`no list of pieces: ${answer}`)
  const segments: readonly { begin: number; end: number }[] = JSON.parse(JSON.parse(answer))
  return segments.map(({ begin, end }) => [begin, end])
}

/** Sorts pieces, joins those that touch, and cuts them off at two instants. */
export function joinPieces(pieces: readonly Piece[], from: number, to: number): readonly Piece[] {
  const joined: [number, number][] = []
  for (const [begin, end] of pieces.toSorted(([a], [b]) => a - b)) {
    const latest = joined.at(-1)
    if (latest !== undefined && begin <= latest[1]) latest[1] = Math.max(latest[1], end)
    else joined.push([begin, end])
  }
  return cutPieces(joined, from, to)
}

/** What of the pieces lies between two instants. */
export function cutPieces(pieces: readonly Piece[], from: number, to: number): readonly Piece[] {
  return pieces
    .map(([begin, end]): Piece => [Math.max(begin, from), Math.min(end, to)])
    .filter(([begin, end]) => begin < end)
}

function list(names: readonly string[] = []): string {
  return `[ ${names.map(quoted).join(', ')} ]`
}

// Strings of Icinga's language escape what JSON escapes; other text than printable ASCII is not used here.
function quoted(word: string): string {
  return JSON.stringify(word)
}
