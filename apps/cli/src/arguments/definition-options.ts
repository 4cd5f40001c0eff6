import { AppError } from '@director/errors'
import type { z } from 'zod'
import { readDefinitionFile } from './definition-file.js'
import { settingText, withoutSetting, withSettings } from './setting-text.js'

/** What `jobs create` and `jobs edit` take beside the name; every option is a field of the definition. */
export interface DefinitionOptions {
  readonly file?: string
  readonly type?: string
  readonly set?: readonly string[]
  readonly unset?: readonly string[]
  readonly settingsFile?: string
  readonly interval?: number
  readonly period?: string
  readonly timeZone?: string
  readonly lane?: string
  readonly timeout?: number
  readonly delivery?: string
  readonly note?: string
}

type Fields = Readonly<Record<string, unknown>>

/**
 * The fields an operator wrote, in a file and on the command line; the line wins. Settings are built by
 * {@link writtenSettings}, because their texts are typed by the schema of the job's type.
 *
 * @throws AppError `usage.file-unreadable`, `usage.bad-file`
 */
export function writtenFields(options: DefinitionOptions): Fields {
  const fromFile = options.file === undefined ? {} : readDefinitionFile(options.file)
  const fromLine = {
    type: options.type,
    intervalSeconds: options.interval,
    // An empty name takes the period away.
    timePeriod: options.period === '' ? null : options.period,
    timeZone: options.timeZone,
    lane: options.lane,
    timeoutSeconds: options.timeout,
    delivery: options.delivery,
    note: options.note,
  }
  const given = Object.entries(fromLine).filter(([, value]) => value !== undefined)
  return { ...fromFile, ...Object.fromEntries(given) }
}

/**
 * The settings after `--settings-file`, `--set` and `--unset`, in this order.
 *
 * @param base settings of the file, or those stored now
 * @param schema of the job's type; undefined when it is not installed
 * @returns undefined when no option concerns settings
 * @throws AppError `usage.bad-setting`, `usage.file-unreadable`, `usage.bad-file`
 */
export function writtenSettings(
  base: Fields,
  options: DefinitionOptions,
  schema: z.ZodObject | undefined,
): Fields | undefined {
  const { set = [], unset = [], settingsFile } = options
  if (set.length === 0 && unset.length === 0 && settingsFile === undefined) return undefined
  const filled = settingsFile === undefined ? base : { ...base, ...readDefinitionFile(settingsFile) }
  const changed = withSettings(filled, set.map(settingText), schema)
  return unset.reduce<Fields>((settings, path) => withoutSetting(settings, path.split('.')), changed)
}

/** @throws AppError `usage.two-names` when line and file name different jobs */
export function nameFrom(argument: string | undefined, fields: Fields): string | undefined {
  const name = fields['name']
  if (argument === undefined) return typeof name === 'string' ? name : undefined
  if (name === undefined || name === argument) return argument
  throw new AppError('usage.two-names', `the file names the job ${JSON.stringify(name)}`, {
    expected: `"${argument}", as on the command line`,
    received: JSON.stringify(name),
  })
}
