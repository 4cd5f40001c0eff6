import { z } from 'zod'
import { ImportGuards } from '../guards/import-guards.js'
import { RowPolicy } from '../skipping/row-policy.js'

/** The property modifiers of an import source, in the order they are applied. */
export const StoredModifiers = z.array(
  z.strictObject({
    type: z.string().min(1).max(128),
    property: z.string().min(1).max(255),
    target: z.string().min(1).max(255).optional(),
    filter: z.string().min(1).optional(),
    settings: z.record(z.string(), z.unknown()).default({}),
  }),
)

const fields = {
  name: z
    .string()
    .min(1)
    .max(64)
    .refine((name) => name.trim() === name, { error: 'a name without spaces at its ends' }),
  type: z.string().min(1).max(128),
  keyColumn: z.string().min(1).max(64),
  /** Checked by the schema of the type. */
  settings: z.record(z.string(), z.unknown()),
  /** In the order they are applied; settings are checked by each modifier's own schema. */
  modifiers: StoredModifiers,
  /** As a whole: what is left out of it has its default. */
  rowPolicy: RowPolicy,
  /** As a whole: what is left out of them has its default. */
  guards: ImportGuards,
  description: z.string(),
}

/** A new import source as operators write it. */
export const NewImportSource = z.strictObject(fields).partial({
  keyColumn: true,
  settings: true,
  modifiers: true,
  rowPolicy: true,
  guards: true,
  description: true,
})
export type NewImportSource = z.infer<typeof NewImportSource>

/** Changes of an import source as operators write them; what they leave out stays. */
export const ImportSourceEdit = z.strictObject(fields).partial()
export type ImportSourceEdit = z.infer<typeof ImportSourceEdit>

/** Names operators may write at a place of an import source; none where others decide, as about settings. */
export function importSourceNames([field, ...deeper]: readonly PropertyKey[]): readonly string[] {
  if (field === undefined) return Object.keys(fields)
  if (deeper.length > 0) return []
  if (field === 'rowPolicy') return Object.keys(RowPolicy.shape)
  return field === 'guards' ? Object.keys(ImportGuards.shape) : []
}
