export { openZoneData, type ZoneDataOptions } from './open-zone-data.js'
export { ZoneData } from './zone-data.js'
export { ZoneDataModule } from './zone-data.module.js'
