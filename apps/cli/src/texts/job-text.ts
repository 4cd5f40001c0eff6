import type { ShownDefinition } from '@director/runs'
import type { Colors } from 'picocolors/types.js'
import { stringify } from 'yaml'
import { factsText } from '../terminal/facts.js'
import { clockText, distanceText, durationText } from '../terminal/times.js'

/** The state of a job in one word or two. */
export function jobState(job: ShownDefinition, colours: Colors): string {
  if (!job.installed) return colours.red('not installed')
  if (!job.enabled) return colours.dim('disabled')
  return job.quarantinedAt === null ? colours.green('enabled') : colours.red('quarantined')
}

/**
 * Everything about a job, for people.
 *
 * @param stopped why no job is run at present
 */
export function jobText(job: ShownDefinition, colours: Colors, now: Date, stopped?: string): string {
  const facts = factsText([
    ['Name', colours.bold(job.name)],
    ['Type', `${job.typeTitle} (${job.type})`],
    ['State', jobState(job, colours)],
    ['Interval', intervalText(job.intervalSeconds)],
    [
      'Time period',
      job.timePeriod === null ? 'none: runs at any time' : `${job.timePeriod} (${job.timeZone})`,
    ],
    ['Lane', job.lane],
    ['Timeout', durationText(job.timeoutSeconds)],
    ['Delivery', job.delivery],
    ['Note', job.note],
    ['Next run', stopped === undefined ? nextRunText(job.nextRunAt, now) : colours.red(stopped)],
    ['Revision', `${job.revision}, changed ${clockText(job.updatedAt)}`],
  ])
  const settings = Object.keys(job.settings).length === 0 ? '  none' : indented(stringify(job.settings))
  return `${facts}\n${colours.bold('Settings')}\n${settings}`
}

/** The fields an operator writes, as YAML that `jobs create -f` and `jobs edit -f` take. */
export function jobYaml(job: ShownDefinition): string {
  const {
    name,
    type,
    settings,
    intervalSeconds,
    timePeriod,
    timeZone,
    enabled,
    lane,
    timeoutSeconds,
    delivery,
    note,
  } = job
  const fields = {
    name,
    type,
    settings,
    intervalSeconds,
    timePeriod,
    timeZone,
    enabled,
    lane,
    timeoutSeconds,
    delivery,
    note,
  }
  return stringify(fields).trimEnd()
}

function nextRunText(at: Date | null, now: Date): string {
  return at === null ? 'not planned' : `${clockText(at)}, ${distanceText(at, now)}`
}

function intervalText(seconds: number): string {
  return seconds === 0 ? 'none: runs again as soon as it ended' : `every ${durationText(seconds)}`
}

function indented(text: string): string {
  return text.trimEnd().replace(/^/gm, '  ')
}
