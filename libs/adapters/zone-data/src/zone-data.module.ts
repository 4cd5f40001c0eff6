import { Module } from '@nestjs/common'
import { openZoneData } from './open-zone-data.js'
import { ZoneData } from './zone-data.js'

/** Makes {@link ZoneData} injectable; an application has one, however many modules import this. */
@Module({
  providers: [{ provide: ZoneData, useFactory: () => openZoneData() }],
  exports: [ZoneData],
})
export class ZoneDataModule {}
