export { InstallationModule } from './installation.module.js'
export { JobTypesModule } from './job-types.module.js'
export { openInstallation, type Installation, type InstallationOptions } from './open-installation.js'
export { runAsService, type ServiceProcess } from './application/run-as-service.js'
export {
  startApplication,
  type ApplicationParts,
  type RunningApplication,
} from './application/start-application.js'
