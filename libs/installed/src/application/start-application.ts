import {
  Module,
  type DynamicModule,
  type INestApplicationContext,
  type LoggerService,
  type Type,
} from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { LaneStore, type Lane } from '@director/database'
import { RunQueue, RunQueueModule, checkQueueConnection, type QueueConnection } from '@director/queue'
import { JobRegistryModule } from '@director/runs'
import type { Settings } from '@director/settings'
import { InstallationModule } from '../installation.module.js'
import { JobTypesModule } from '../job-types.module.js'
import { openInstallation, type Installation } from '../open-installation.js'

/** What an application that takes part in running jobs is made of. */
export interface ApplicationParts {
  /** Shown in `pg_stat_activity` and logs: `director worker`. */
  readonly name: string
  readonly logger: LoggerService
  readonly settings: Settings
  /** The modules of this application, made when lanes and database are known. */
  modules(lanes: readonly Lane[], databaseUrl: string): readonly (DynamicModule | Type)[]
}

/** An application that is up; nothing is planned or consumed before its parts are started. */
export interface RunningApplication {
  readonly context: INestApplicationContext
  readonly installation: Installation
  /** Drains: lets running handlers finish, then closes queue and database. */
  close(): Promise<void>
}

/**
 * Opens the installation and builds a Nest application on it: database, queue of every lane, job types, own modules.
 * Whatever fails leaves nothing open.
 *
 * @throws AppError of the part that cannot be used: `postgres.…`, `database.…`, `queue.…`, `extension.…`, `job-type.…`
 */
export async function startApplication(parts: ApplicationParts): Promise<RunningApplication> {
  const installation = await openInstallation(parts.settings, { applicationName: parts.name })
  try {
    const context = await createContext(parts, installation)
    return {
      context,
      installation,
      close: async () => {
        await context.close()
        await installation.close()
      },
    }
  } catch (error) {
    await installation.close()
    throw error
  }
}

async function createContext(
  { settings, logger, modules }: ApplicationParts,
  installation: Installation,
): Promise<INestApplicationContext> {
  const databaseUrl = installation.database.options.url
  const connection = queueConnection(settings, databaseUrl)
  await checkQueueConnection(connection)
  const lanes = await new LaneStore(installation.database).list()
  const jobTypes = await JobTypesModule.load(settings)

  @Module({
    imports: [
      InstallationModule.of(installation),
      RunQueueModule.of(connection, lanes),
      JobRegistryModule,
      jobTypes,
      ...modules(lanes, databaseUrl),
    ],
  })
  class ApplicationModule {}

  const context = await NestFactory.createApplicationContext(ApplicationModule, {
    logger,
    abortOnError: false,
  })
  try {
    await context.get(RunQueue).applyConcurrency(lanes)
    return context
  } catch (error) {
    await context.close()
    throw error
  }
}

function queueConnection(settings: Settings, databaseUrl: string): QueueConnection {
  return settings.redisUrl === undefined
    ? { kind: 'postgresql', url: databaseUrl }
    : { kind: 'redis', url: settings.redisUrl }
}
