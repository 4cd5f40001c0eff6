import { z } from 'zod'
import { parseRanges } from './parse-ranges.js'
import { problemLine } from './problem.js'

const names = (title: string) => z.array(z.string().min(1)).meta({ title })

const Ranges = z.record(z.string(), z.string()).superRefine((ranges, context) => {
  for (const problem of parseRanges(ranges).problems) {
    context.addIssue({ code: 'custom', message: problemLine(problem), params: { ...problem } })
  }
})

/**
 * A time period as operators write it, and as it is stored and sent.
 *
 * Absent attributes take Icinga's defaults: no ranges, no includes, no excludes, includes preferred.
 * Names of other periods are not looked up here; {@link compilePeriods} does that.
 *
 * @example TimePeriodDefinition.parse({ ranges: { monday: '09:00-17:00' }, excludes: ['holidays'] })
 */
export const TimePeriodDefinition = z.strictObject({
  name: z.string().min(1).meta({ title: 'Name' }).optional(),
  displayName: z.string().meta({ title: 'Display name' }).optional(),
  ranges: Ranges.meta({
    title: 'Ranges',
    description: 'Days and their hours, for instance monday: 09:00-17:00',
  }).optional(),
  includes: names('Included periods').optional(),
  excludes: names('Excluded periods').optional(),
  preferIncludes: z
    .boolean()
    .meta({ title: 'Prefer includes', description: 'What is included wins over what is excluded' })
    .optional(),
  imports: names('Imported templates').optional(),
})

/** A time period as operators write it. */
export type TimePeriodDefinition = z.infer<typeof TimePeriodDefinition>
