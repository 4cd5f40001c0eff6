import { Injectable } from '@nestjs/common'
import { DeploymentStore, type Deployment } from '@director/database'
import type { JobContext } from '@director/kit'
import type { RenderedAndStored } from '../rendering/configuration-renderer.js'
import { decideDeployment } from './decide-deployment.js'
import { refuseFailure, reportOf, type DeploymentReport } from './deployment-report.js'
import type { DeliveryOutcome, Destination } from './destination.js'
import { DestinationFactory } from './destination-factory.js'

// An upload takes minutes at most; validation and reload of very large configurations may take longer.
const UPLOAD_LOST_SECONDS = 600
const VALIDATION_LOST_SECONDS = 3_600

/** How a deployment may be asked for. */
export interface DeploymentOptions {
  readonly graceSeconds: number
  readonly waitSeconds: number
  readonly force: boolean
}

/** Brings a rendered configuration to its destination, records it, and knows the outcome. */
@Injectable()
export class ConfigurationDeployment {
  constructor(
    private readonly deployments: DeploymentStore,
    private readonly destinations: DestinationFactory,
  ) {}

  /**
   * Delivers the configuration unless there is no need to.
   *
   * @throws AppError `deployment.rejected` with Icinga's reason, `deployment.lost`, `deployment.would-empty`,
   * `deployment.unknown-zone`, and whatever the way to the destination throws
   */
  async deploy(
    configuration: RenderedAndStored,
    options: DeploymentOptions,
    context: Pick<JobContext, 'signal' | 'log' | 'run'>,
  ): Promise<DeploymentReport> {
    const destination = this.destinations.open(context.signal)
    await destination.check()
    await this.settleUnfinished(destination)
    const decision = decideDeployment({
      checksum: configuration.checksum,
      objectCount: configuration.objectCount,
      activeChecksum: await destination.activeChecksum(),
      last: await this.deployments.findLast(destination.name),
      ...options,
    })
    if (decision.kind !== 'deploy') return reportOf(decision, destination)
    await this.deliver(configuration, destination, options, context)
    return { message: `is now active at ${destination.name}`, deployed: true }
  }

  private async deliver(
    configuration: RenderedAndStored,
    destination: Destination,
    options: DeploymentOptions,
    { signal, log, run }: Pick<JobContext, 'signal' | 'log' | 'run'>,
  ): Promise<void> {
    const started = { configChecksum: configuration.checksum, runId: run.id, target: destination.name }
    const id = await this.deployments.start(started)
    let stage = ''
    const uploaded = async (name: string) => this.deployments.markUploaded(id, (stage = name))
    try {
      const watch = { waitSeconds: options.waitSeconds, signal, log, uploaded }
      const outcome = await destination.deliver(configuration, watch)
      await this.finish(id, outcome)
      refuseFailure(outcome, { checksum: configuration.checksum, stage, destination: destination.name })
    } catch (error) {
      // A stage that is being validated has its outcome still before it: the next run finds it out.
      if (!(signal.aborted && stage !== '')) await this.deployments.finish(id, { state: 'failed' })
      throw error
    }
  }

  private async settleUnfinished(destination: Destination): Promise<void> {
    for (const deployment of await this.deployments.listUnfinished(destination.name)) {
      const outcome = await outcomeOfEarlier(deployment, destination)
      if (outcome !== undefined) await this.finish(deployment.id, outcome)
    }
  }

  private async finish(id: string, outcome: DeliveryOutcome): Promise<void> {
    const startupLog = outcome.kind === 'lost' ? outcome.reason : outcome.startupLog
    await this.deployments.finish(id, {
      state: outcome.kind,
      ...(startupLog === undefined ? {} : { startupLog }),
    })
  }
}

async function outcomeOfEarlier(
  { stage, ageSeconds }: Deployment,
  destination: Destination,
): Promise<DeliveryOutcome | undefined> {
  const lost: DeliveryOutcome = { kind: 'lost', reason: 'the run that started it ended without an outcome' }
  if (stage === null) return ageSeconds > UPLOAD_LOST_SECONDS ? lost : undefined
  return (await destination.outcomeOf(stage)) ?? (ageSeconds > VALIDATION_LOST_SECONDS ? lost : undefined)
}
