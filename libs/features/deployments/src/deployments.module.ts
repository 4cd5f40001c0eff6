import { Module, type DynamicModule } from '@nestjs/common'
import { ConfigurationStore, DeploymentStore, ObjectSnapshotStore } from '@director/database'
import { StoredConfigurations } from './comparison/stored-configurations.js'
import { ConfigJob } from './config.job.js'
import { ConfigurationDeployment } from './delivery/configuration-deployment.js'
import { DestinationFactory } from './delivery/destination-factory.js'
import { DEPLOYMENT_TARGET, type DeploymentTarget } from './deployment-target.js'
import { ConfigurationRenderer } from './rendering/configuration-renderer.js'

/** The Config job, and what operators ask about configurations. */
@Module({})
export class DeploymentsModule {
  /** @param target where configurations go, from the installation's settings */
  static to(target: DeploymentTarget): DynamicModule {
    return {
      module: DeploymentsModule,
      providers: [
        { provide: DEPLOYMENT_TARGET, useValue: target },
        ConfigurationStore,
        DeploymentStore,
        ObjectSnapshotStore,
        ConfigurationRenderer,
        DestinationFactory,
        ConfigurationDeployment,
        StoredConfigurations,
        ConfigJob,
      ],
      exports: [StoredConfigurations, ConfigurationRenderer, DeploymentStore],
    }
  }
}
