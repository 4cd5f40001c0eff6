import { z } from 'zod'

const days = (title: string, description: string, usual: number | null) =>
  z
    .int()
    .min(1)
    .max(36_500)
    .nullable()
    .default(usual)
    .meta({ title, description: `${description}; empty: for ever` })

const atLeast = (title: string, description: string, least: number, usual: number) =>
  z.int().min(least).max(100_000).default(usual).meta({ title, description })

/** What a Housekeeping job keeps, and for how long. */
export const HousekeepingSettings = z.object({
  dryRun: z.boolean().default(false).meta({
    title: 'Only count',
    description: 'Delete nothing, only tell how much would go',
  }),
  logDays: days('Keep log lines (days)', 'Counted from the end of the run', 30),
  runDays: days('Keep runs (days)', 'Counted from the end of the run', 90),
  runsKept: atLeast('Keep runs (number)', 'The newest runs of every definition stay, however old', 1, 20),
  verdictDays: days('Keep verdicts (days)', 'Why a slot ran or did not', 365),
  configurationDays: days(
    'Keep unused configurations (days)',
    'Counted from the last time they were rendered',
    30,
  ),
  deploymentDays: days('Keep deployments (days)', 'With their startup logs', 365),
  deploymentsKept: atLeast(
    'Keep deployments (number)',
    'The newest deployments to every target and the configurations that were active last stay, however old',
    1,
    10,
  ),
  importDays: days(
    'Keep imports (days)',
    'Earlier versions of imported rows, and the history of imports',
    30,
  ),
  importsKept: atLeast(
    'Keep imports (number)',
    'The newest imports of every source and the newest entries of its history stay, however old',
    1,
    10,
  ),
  syncRunDays: days('Keep sync runs (days)', 'The latest one of every rule always stays', 365),
  activityDays: days('Keep the audit trail (days)', 'Who changed which object', null),
})
