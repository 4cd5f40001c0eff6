import { Inject, Injectable } from '@nestjs/common'
import { DeploymentStore } from '@director/database'
import { IcingaApi } from '@director/icinga-api'
import { DEPLOYMENT_TARGET, type DeploymentTarget } from '../deployment-target.js'
import { DirectoryDestination } from '../directory/directory-destination.js'
import { IcingaDestination } from '../icinga/icinga-destination.js'
import type { Destination } from './destination.js'

/** Knows which destination the installation is set up for. */
@Injectable()
export class DestinationFactory {
  constructor(
    @Inject(DEPLOYMENT_TARGET) private readonly target: DeploymentTarget,
    private readonly deployments: DeploymentStore,
  ) {}

  /** @param signal ends everything the destination waits for */
  open(signal: AbortSignal): Destination {
    const { icinga, directory } = this.target
    if (icinga === undefined) return new DirectoryDestination(directory)
    return new IcingaDestination(new IcingaApi(icinga, { signal }), icinga, this.deployments)
  }
}
