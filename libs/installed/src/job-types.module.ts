import { join } from 'node:path'
import { Module, type DynamicModule } from '@nestjs/common'
import { DataListsModule } from '@director/data-lists'
import { DeploymentsModule, type DeploymentTarget } from '@director/deployments'
import { HousekeepingModule } from '@director/housekeeping'
import { ImportsModule } from '@director/imports'
import { ObjectsModule } from '@director/objects'
import type { Settings } from '@director/settings'
import { SourcesModule } from '@director/sources'
import { SyncsModule } from '@director/syncs'
import { loadExtension } from './extensions/load-extension.js'

/**
 * Every module that brings job types or import sources: the built-in ones and the extensions. The registries find the
 * types in them; this list is the only place that names the built-in features together.
 */
@Module({})
export class JobTypesModule {
  /**
   * @param directory start of relative paths; default: the working directory
   * @throws AppError `extension.…` for the first extension that cannot be used
   */
  static async load(settings: Settings, directory: string = process.cwd()): Promise<DynamicModule> {
    const extensions: NonNullable<DynamicModule['imports']> = []
    for (const extension of settings.extensions) extensions.push(await loadExtension(extension, directory))
    const features = [
      DataListsModule,
      ImportsModule,
      SyncsModule,
      DeploymentsModule.to(deploymentTarget(settings)),
      ObjectsModule,
      HousekeepingModule,
    ]
    return {
      module: JobTypesModule,
      imports: [SourcesModule.forFilesIn(directory, settings.sourceDirectories), ...features, ...extensions],
      exports: features,
    }
  }
}

function deploymentTarget({ home, icinga }: Settings): DeploymentTarget {
  const { url, user, password, caFile, zone } = icinga
  const target = { masterZone: zone, directory: join(home, 'config') }
  if (url === undefined || user === undefined || password === undefined) return target
  return {
    ...target,
    icinga: { url, user, password, package: icinga.package, ...(caFile === undefined ? {} : { caFile }) },
  }
}
