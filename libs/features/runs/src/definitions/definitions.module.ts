import { Module } from '@nestjs/common'
import { DefinitionStore, LaneStore, TimePeriodStore } from '@director/database'
import { ZoneDataModule } from '@director/zone-data'
import { JobRegistryModule } from '../registry/job-registry.module.js'
import { DefinitionChecks } from './definition-checks.js'
import { JobDefinitions } from './job-definitions.js'
import { Lanes } from './lanes.js'
import { PeriodCatalogue } from './period-catalogue.js'
import { SealedSettings } from './sealed-settings.js'

/** Job definitions, lanes, and the time periods they name. Needs the global database, settings and secret box. */
@Module({
  imports: [JobRegistryModule, ZoneDataModule],
  providers: [
    DefinitionStore,
    LaneStore,
    TimePeriodStore,
    DefinitionChecks,
    SealedSettings,
    JobDefinitions,
    Lanes,
    PeriodCatalogue,
  ],
  exports: [JobDefinitions, Lanes, PeriodCatalogue, JobRegistryModule],
})
export class DefinitionsModule {}
