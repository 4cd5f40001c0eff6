export { InstallationModule } from './installation.module.js'
export { JobTypesModule } from './job-types.module.js'
export { openInstallation, type Installation, type InstallationOptions } from './open-installation.js'
