import { z } from 'zod'

const FilterCase = z.object({
  id: z.string(),
  filter: z.string(),
  assign: z.string().optional(),
  ignore: z.string().optional(),
  normalized: z.string().optional(),
  error: z.string().optional(),
})

/** One line of a golden file of assign filters. */
export type FilterCase = z.infer<typeof FilterCase>

/** Reads one line of a golden file of assign filters. */
export function parseFilterCase(line: string): FilterCase {
  return FilterCase.parse(JSON.parse(line))
}
