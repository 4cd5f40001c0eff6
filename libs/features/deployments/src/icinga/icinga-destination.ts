import { AppError } from '@director/errors'
import type { DeploymentStore, WrittenConfiguration } from '@director/database'
import { addressOf, type IcingaApi, type IcingaPackage } from '@director/icinga-api'
import type { JobLog } from '@director/kit'
import type { DeliveryOutcome, DeliveryWatch, Destination } from '../delivery/destination.js'
import type { IcingaTarget } from '../deployment-target.js'
import { checkPermissions } from './check-permissions.js'
import { checkZones } from './check-zones.js'
import { findStageOutcome, waitForOutcome } from './stage-outcome.js'

/** An Icinga reached through its API: one configuration package there is ours. */
export class IcingaDestination implements Destination {
  readonly name: string

  constructor(
    private readonly api: IcingaApi,
    private readonly target: IcingaTarget,
    private readonly deployments: DeploymentStore,
  ) {
    this.name = `${addressOf(target)} package ${target.package}`
  }

  async check(): Promise<void> {
    await checkPermissions(this.api)
  }

  async activeChecksum(): Promise<string | undefined> {
    const stage = (await this.findPackage())?.activeStage
    if (stage === undefined) return undefined
    const deployment = await this.deployments.findByStage(this.name, stage)
    return deployment?.state === 'active' ? (deployment.configChecksum ?? undefined) : undefined
  }

  async deliver(configuration: WrittenConfiguration, watch: DeliveryWatch): Promise<DeliveryOutcome> {
    await checkZones(this.api, configuration.files, watch.log)
    await this.preparePackage(watch.log)
    const files = Object.fromEntries(configuration.files.map((file) => [file.path, file.content]))
    const stage = await this.api.uploadStage(this.target.package, files)
    await watch.uploaded(stage)
    watch.log.info('configuration uploaded', { stage, files: configuration.files.length })
    return waitForOutcome(this.api, { packageName: this.target.package, stage }, watch)
  }

  async outcomeOf(stage: string): Promise<DeliveryOutcome | undefined> {
    return findStageOutcome(this.api, { packageName: this.target.package, stage })
  }

  /** Makes the package when it is missing, and deletes stages that are neither active nor being validated. */
  private async preparePackage(log: JobLog): Promise<void> {
    const existing = await this.findPackage()
    if (existing === undefined) return this.api.createPackage(this.target.package)
    const unfinished = await this.deployments.listUnfinished(this.name)
    const needed = new Set([existing.activeStage, ...unfinished.map((deployment) => deployment.stage)])
    for (const stage of existing.stages.filter((name) => !needed.has(name))) {
      await this.api.deleteStage(this.target.package, stage).catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error
        log.warn('old stage was not deleted', { stage, reason: error.message })
      })
    }
  }

  private async findPackage(): Promise<IcingaPackage | undefined> {
    return (await this.api.packages()).find((candidate) => candidate.name === this.target.package)
  }
}
