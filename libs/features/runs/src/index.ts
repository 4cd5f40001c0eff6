export { JobRegistry, type InstalledJobType } from './registry/job-registry.js'
export { JobRegistryModule } from './registry/job-registry.module.js'
export { parseJobSettings } from './registry/parse-job-settings.js'
