import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '@director/errors'
import type { IcingaApi } from '@director/icinga-api'
import type { DeliveryOutcome, DeliveryWatch } from '../delivery/destination.js'
import { shortenStartupLog } from './startup-log.js'

const POLL_MS = 500
// While Icinga reloads, its API is away for a moment.
const PASSING = new Set(['icinga.unreachable', 'icinga.busy'])

/** A stage of a configuration package. */
export interface Stage {
  readonly packageName: string
  readonly stage: string
}

/**
 * Waits until Icinga has validated a stage and, when it is valid, runs with it: the stage is the active one and the
 * process has been replaced by a new one.
 *
 * @see Icinga 2 manual, "Icinga 2 API: Configuration Stages" (`status` holds the exit code of the validation)
 */
export async function waitForOutcome(
  api: IcingaApi,
  stage: Stage,
  watch: DeliveryWatch,
): Promise<DeliveryOutcome> {
  const deadline = performance.now() + watch.waitSeconds * 1_000
  let startedBefore: number | undefined
  let lastFailure: AppError | undefined
  while (performance.now() < deadline) {
    try {
      startedBefore ??= (await api.process()).startedAt
      const outcome = await findStageOutcome(api, stage)
      if (outcome !== undefined && outcome.kind !== 'active') return outcome
      if (outcome !== undefined && (await api.process()).startedAt !== startedBefore) return outcome
      lastFailure = undefined
    } catch (error) {
      if (!(error instanceof AppError) || !PASSING.has(error.code)) throw error
      lastFailure = error
    }
    await pause(watch.signal)
  }
  const reason = lastFailure === undefined ? 'Icinga did not say what became of it' : lastFailure.message
  return { kind: 'lost', reason: `no outcome within ${watch.waitSeconds} s: ${reason}` }
}

/** What Icinga has noted about a stage; undefined while it is being validated. */
export async function findStageOutcome(
  api: IcingaApi,
  { packageName, stage }: Stage,
): Promise<DeliveryOutcome | undefined> {
  const found = (await api.packages()).find((candidate) => candidate.name === packageName)
  if (found?.stages.includes(stage) !== true) return { kind: 'lost', reason: `stage ${stage} is gone` }
  const files = await api.stageFiles(packageName, stage)
  if (!files.some((file) => file.name === 'status')) return undefined
  const status = (await api.readFile(packageName, stage, 'status')).trim()
  if (status === '') return undefined
  const startupLog = shortenStartupLog(await api.readFile(packageName, stage, 'startup.log'))
  if (status !== '0') return { kind: 'rejected', startupLog }
  return found.activeStage === stage ? { kind: 'active', startupLog } : undefined
}

async function pause(signal: AbortSignal): Promise<void> {
  await sleep(POLL_MS, undefined, { signal }).catch((error: unknown) => {
    signal.throwIfAborted()
    throw error
  })
}
