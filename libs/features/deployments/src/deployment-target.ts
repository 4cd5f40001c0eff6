import type { IcingaEndpoint } from '@director/icinga-api'

/** Icinga's API and the configuration package that is ours there. */
export interface IcingaTarget extends IcingaEndpoint {
  readonly package: string
}

/** Where configurations go; the installation's wiring fills it from the settings. */
export interface DeploymentTarget {
  /** Zone of objects that name none. */
  readonly masterZone: string
  /** Absolute path of the folder configurations are written to while there is no {@link icinga}: `<home>/config`. */
  readonly directory: string
  readonly icinga?: IcingaTarget
}

/** Injection token of the {@link DeploymentTarget}. */
export const DEPLOYMENT_TARGET = Symbol('deployment target')
