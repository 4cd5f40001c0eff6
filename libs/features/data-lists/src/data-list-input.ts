import { z } from 'zod'

const fields = {
  name: z
    .string()
    .min(1)
    .max(255)
    .refine((name) => name.trim() === name, { error: 'a name without spaces at its ends' }),
  description: z.string(),
  /** Checked entry by entry: names with values, or a list of entries. */
  entries: z.unknown(),
}

/** A new data list as operators write it. */
export const NewDataList = z.strictObject(fields).partial({ description: true, entries: true })

/** Changes of a data list as operators write them; what they leave out stays. */
export const DataListEdit = z.strictObject(fields).partial()

/** Names of the fields operators may write. */
export const DATA_LIST_FIELDS: readonly string[] = Object.keys(fields)
