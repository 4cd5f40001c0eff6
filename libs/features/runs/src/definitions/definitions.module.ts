import { Module } from '@nestjs/common'
import { DefinitionStore, LaneStore } from '@director/database'
import { JobRegistryModule } from '../registry/job-registry.module.js'
import { DefinitionChecks } from './definition-checks.js'
import { JobDefinitions } from './job-definitions.js'
import { Lanes } from './lanes.js'
import { SealedSettings } from './sealed-settings.js'

/** Job definitions and lanes. Needs the global database, settings and secret box. */
@Module({
  imports: [JobRegistryModule],
  providers: [DefinitionStore, LaneStore, DefinitionChecks, SealedSettings, JobDefinitions, Lanes],
  exports: [JobDefinitions, Lanes, JobRegistryModule],
})
export class DefinitionsModule {}
