import { z } from 'zod'

/**
 * What happens to objects that exist already: `merge` sets what the rule maps and keeps the rest, `override` replaces
 * the object, `ignore` leaves it alone, `update-only` merges and never creates or purges.
 */
export const UpdatePolicy = z.enum(['merge', 'override', 'ignore', 'update-only'])
export type UpdatePolicy = z.infer<typeof UpdatePolicy>

/** One line of a sync rule: a value made from a row of a source, and where it goes. The list's order is the priority. */
export const SyncProperty = z.strictObject({
  source: z.string().min(1).max(64).meta({ title: 'Import source', options: 'import-sources' }),
  expression: z
    .string()
    .max(255)
    .meta({ title: 'Value', description: 'Constant text, or text with placeholders such as ${column}' }),
  destination: z
    .string()
    .min(1)
    .max(255)
    .meta({ title: 'Property', description: 'Such as object_name, address, import, groups, vars.os' }),
  filter: z
    .string()
    .min(1)
    .optional()
    .meta({ title: 'Only for rows', description: 'Filter over columns, such as os=linux' }),
  mergePolicy: z.enum(['override', 'merge']).default('override').meta({
    title: 'All variables',
    description: 'For the destination vars: replace all variables or keep others',
  }),
})
export type SyncProperty = z.infer<typeof SyncProperty>

/** How rows of import sources become objects of one type; Director's sync rule. */
export const SyncRule = z.strictObject({
  name: z.string().min(1).max(255).meta({ title: 'Name' }),
  objectType: z.string().min(1).meta({ title: 'Object type', description: 'Such as Host or HostGroup' }),
  updatePolicy: UpdatePolicy.default('merge').meta({ title: 'Existing objects' }),
  purge: z
    .boolean()
    .default(false)
    .meta({ title: 'Purge', description: 'Remove objects this rule created whose rows are gone' }),
  purgeAction: z.enum(['delete', 'disable']).default('delete').meta({ title: 'Purge by' }),
  purgeEmptySource: z.boolean().default(false).meta({
    title: 'Purge when a source is empty',
    description: 'Off: a source without rows stops the run instead of removing everything',
  }),
  filter: z
    .string()
    .min(1)
    .optional()
    .meta({ title: 'Only rows', description: 'Rows that do not match are invisible to the rule' }),
  description: z.string().default('').meta({ title: 'Description' }),
  properties: z.array(SyncProperty).min(1).meta({ title: 'Properties' }),
})
export type SyncRule = z.infer<typeof SyncRule>
