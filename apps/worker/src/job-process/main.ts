import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { InstallationModule, JobTypesModule, openInstallation } from '@director/installed'
import { JobRegistry, JobRegistryModule, type FromJobProcess, type ToJobProcess } from '@director/runs'
import { loadSettings, SECRET_VARIABLES } from '@director/settings'
import { Module } from '@nestjs/common'
import { HandlerHost } from './handler-host.js'

// The program of a job process: holds the handlers, does one run at a time, ends with its worker.

const MAX_CONNECTIONS = 5

const settings = await loadSettings()
// What handlers start must not inherit passwords and keys.
for (const name of SECRET_VARIABLES) delete process.env[name]
const installation = await openInstallation(settings, {
  applicationName: 'director job process',
  maxConnections: MAX_CONNECTIONS,
})

@Module({
  imports: [InstallationModule.of(installation), JobRegistryModule, await JobTypesModule.load(settings)],
})
class JobProcessModule {}

const application = await NestFactory.createApplicationContext(JobProcessModule, {
  logger: false,
  abortOnError: false,
})
const host = new HandlerHost(application.get(JobRegistry), installation.secretBox, tell)

process.on('message', (message: ToJobProcess) => host.hear(message))
process.on('disconnect', () => {
  host.hear({ kind: 'abort', why: 'lease-lost', reason: 'the worker is gone' })
  void application
    .close()
    .then(() => installation.close())
    .finally(() => process.exit(0))
})
tell({ kind: 'ready' })

function tell(message: FromJobProcess): void {
  if (process.connected) process.send?.(message)
}
