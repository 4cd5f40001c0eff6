import { read, refused, type DayRun, type DaySpec, type Reading } from './day-run.js'
import { parseDaySpec } from './parse-day-spec.js'
import { notAnInteger, readInteger, trimBlanks } from './read-text.js'

/**
 * Reads a key of `ranges`: one day or a run of days, with or without a step.
 *
 * @returns the run, or Icinga's reason against it; `ignored` holds words Icinga 2 skips silently
 * @see Icinga 2: a run is split at the first hyphen that a blank follows; what follows a slash is the step
 * @example parseDayRun('day 1 - 15 / 2') // read: the 1st, 3rd, … 15th of every month
 */
export function parseDayRun(text: string): Reading<DayRun> {
  const slash = text.indexOf('/')
  const step = slash < 0 ? 1 : parseStep(text.slice(slash + 1))
  if (typeof step !== 'number') return step
  const body = slash < 0 ? text : text.slice(0, slash)
  const hyphen = body.indexOf('- ')
  if (hyphen < 0) return withStep(parseDaySpec(body), step)

  const first = trimBlanks(body.slice(0, hyphen))
  const begin = parseDaySpec(first)
  if (begin.kind !== 'read') return begin
  const last = completedHalf(first, trimBlanks(body.slice(hyphen + 1)))
  const end = parseDaySpec(last)
  if (end.kind !== 'read') return end
  const ignored = [begin.ignored, end.ignored].filter((words) => words !== '').join(' … ')
  return read({ first: begin.value, last: end.value, step }, ignored)
}

function parseStep(text: string): number | Reading<never> {
  const trimmed = trimBlanks(text)
  const step = readInteger(trimmed)
  if (step === undefined) return refused(notAnInteger(trimmed), 'a whole number after the slash', trimmed)
  return Math.max(step, 1)
}

function withStep(day: Reading<DaySpec>, step: number): Reading<DayRun> {
  return day.kind === 'read' ? read({ first: day.value, step }, day.ignored) : day
}

/** `day 1 - 15` means `day 1 - day 15`: a second half that begins with a number borrows the first word. */
function completedHalf(first: string, second: string): string {
  const leading = second.split(' ', 1)[0] ?? ''
  const blank = first.indexOf(' ')
  return readInteger(leading) === undefined || blank < 0 ? second : first.slice(0, blank + 1) + second
}
