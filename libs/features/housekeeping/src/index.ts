export { HousekeepingJob } from './housekeeping.job.js'
export { HousekeepingModule } from './housekeeping.module.js'
export { HousekeepingSettings } from './settings.js'
