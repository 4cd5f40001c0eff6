import { z } from 'zod'

/** A configuration package with its stages; no active stage while nothing valid was uploaded yet. */
export const IcingaPackage = z
  .object({
    name: z.string(),
    'active-stage': z.string().default(''),
    stages: z.array(z.string()).default([]),
  })
  .transform((reply) => ({
    name: reply.name,
    stages: reply.stages,
    ...(reply['active-stage'] === '' ? {} : { activeStage: reply['active-stage'] }),
  }))

export type IcingaPackage = z.infer<typeof IcingaPackage>

export const StageEntry = z.object({ name: z.string(), type: z.enum(['file', 'directory']) })

export type StageEntry = z.infer<typeof StageEntry>

/** What was made of an uploaded configuration. */
export const CreatedStage = z.object({ package: z.string(), stage: z.string() })

/** Who we are to Icinga, and which Icinga it is. */
export const ApiIdentity = z.object({
  user: z.string(),
  version: z.string(),
  /** As written in the ApiUser object, with wildcards: `config/*`. */
  permissions: z.array(z.string()),
})

export type ApiIdentity = z.infer<typeof ApiIdentity>

/** The running process; `startedAt` changes with every reload. */
export const IcingaProcess = z
  .object({
    status: z.object({
      icingaapplication: z.object({
        app: z.object({ node_name: z.string(), program_start: z.number(), version: z.string() }),
      }),
    }),
  })
  .transform(({ status: { icingaapplication } }) => ({
    nodeName: icingaapplication.app.node_name,
    version: icingaapplication.app.version,
    startedAt: icingaapplication.app.program_start,
  }))

export type IcingaProcess = z.infer<typeof IcingaProcess>

export const NamedObject = z.object({ name: z.string() })

/** Every answer of the API is a list of results. */
export function resultsOf<Result extends z.ZodType>(result: Result) {
  return z.object({ results: z.array(result) })
}

/** How Icinga says no. */
export const Refusal = z.object({ error: z.number(), status: z.string() })
