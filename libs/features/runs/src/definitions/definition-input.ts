import { z } from 'zod'
import { isTimeZone } from '@director/settings'

/** 68 years; the database holds seconds as 32-bit numbers. */
const MOST_SECONDS = 2_147_000_000
/** 24 days: a timer of Node.js holds a 32-bit number of milliseconds, and fires at once beyond. */
const MOST_TIMEOUT_SECONDS = 24 * 86_400

const fields = {
  name: z
    .string()
    .min(1)
    .max(64)
    .refine((name) => name.trim() === name, { error: 'a name without spaces at its ends' }),
  type: z.string().min(1).max(128),
  /** Checked by the schema of the type. */
  settings: z.record(z.string(), z.unknown()),
  intervalSeconds: z.int().min(0).max(MOST_SECONDS),
  timePeriod: z.string().min(1).max(255).nullable(),
  timeZone: z.string().refine(isTimeZone, { error: 'a time zone such as Europe/Berlin or UTC' }),
  enabled: z.boolean(),
  lane: z.string().min(1).max(64),
  timeoutSeconds: z.int().min(1).max(MOST_TIMEOUT_SECONDS),
  delivery: z.enum(['at-least-once', 'at-most-once']),
  note: z.string(),
}

/** A new definition as operators write it; what they leave out gets a default. */
export const NewDefinition = z
  .strictObject(fields)
  .partial()
  .required({ name: true, type: true })
  .transform((written) => ({ ...withoutUndefined(written), name: written.name, type: written.type }))
export type NewDefinition = z.infer<typeof NewDefinition>

/** Changes of a definition as operators write them; what they leave out stays. */
export const DefinitionEdit = z.strictObject(fields).partial().transform(withoutUndefined)
export type DefinitionEdit = z.infer<typeof DefinitionEdit>

/** Names of the fields operators may write. */
export const DEFINITION_FIELDS: readonly string[] = Object.keys(fields)

type Written<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> }

function withoutUndefined<Fields extends object>(fields: Fields): Written<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Written<Fields>
}
