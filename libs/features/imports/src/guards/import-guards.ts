import { z } from 'zod'

/**
 * Which imports are held for approval instead of applied. Guards look only at imports that would change something.
 *
 * @see docs/decisions/0005-guarded-imports.md
 */
export const ImportGuards = z
  .strictObject({
    minimumRows: z.int().min(0).default(1).meta({
      title: 'Minimum rows',
      description: 'Fewer rows hold the import; 0 lets an empty source remove everything',
    }),
    maximumShrinkPercent: z.number().min(0).max(100).nullable().default(null).meta({
      title: 'Maximum shrink (%)',
      description:
        'How many rows fewer than before are applied, in percent of those before; empty: any number',
    }),
    maximumGrowthPercent: z.number().min(0).nullable().default(null).meta({
      title: 'Maximum growth (%)',
      description:
        'How many rows more than before are applied, in percent of those before; empty: any number',
    }),
    requiredColumns: z.array(z.string().min(1).max(255)).max(100).default([]).meta({
      title: 'Required columns',
      description: 'Columns that must have a value in at least one row; a.b reads nested values',
    }),
  })
  .meta({
    title: 'Guards',
    description: 'An import that breaks one of them is held until somebody approves it',
  })
export type ImportGuards = z.infer<typeof ImportGuards>
