import { join } from 'node:path'
import { Database, migrate } from '@director/database'
import { openSecretBox, type SecretBox } from '@director/secrets'
import type { Settings } from '@director/settings'

/** How a process uses the installation. */
export interface InstallationOptions {
  /** Shown in `pg_stat_activity`: `director worker`. */
  readonly applicationName: string
  readonly maxConnections?: number
  /**
   * False for processes that never touch the queue: they leave the queue's own tables, and the code behind them,
   * alone. Default true.
   */
  readonly usesQueue?: boolean
}

/** An installation that is open: everything below it runs, is reachable and has the schema of this version. */
export interface Installation {
  readonly settings: Settings
  readonly database: Database
  readonly secretBox: SecretBox
  /** Closes the connections; the embedded server stops when nobody else uses it. */
  close(): Promise<void>
}

/**
 * Opens what settings describe: starts or adopts the embedded PostgreSQL when no `DATABASE_URL` is given, connects,
 * brings the schema up to date and opens the box of secrets. Whatever fails leaves nothing open.
 *
 * @throws AppError of the part that cannot be used: `postgres.…`, `database.…`, `secrets.…`
 */
export async function openInstallation(
  settings: Settings,
  options: InstallationOptions,
): Promise<Installation> {
  const opened: (() => Promise<void>)[] = []
  const close = async () => {
    for (let step = opened.pop(); step !== undefined; step = opened.pop()) await step()
  }
  try {
    const server = await serverFor(settings)
    opened.push(server.release)
    const database = await Database.connect({
      url: server.url,
      applicationName: options.applicationName,
      ...(options.maxConnections === undefined ? {} : { maxConnections: options.maxConnections }),
    })
    opened.push(() => database.close())
    await migrate(
      database,
      options.usesQueue === false ? undefined : (await import('./queue-schema.js')).migrateQueue,
    )
    const secretBox = openSecretBox({
      keyFromEnvironment: settings.secretKey,
      keyFile: join(settings.home, 'secret.key'),
    })
    return { settings, database, secretBox, close }
  } catch (error) {
    await close().catch(() => undefined)
    throw error
  }
}

// Loaded only when needed: with a server of the operator's own nothing of the embedded one runs.
async function serverFor(settings: Settings): Promise<{ url: string; release(): Promise<void> }> {
  if (settings.databaseUrl !== undefined) return { url: settings.databaseUrl, release: async () => undefined }
  const { startEmbeddedPostgres } = await import('./embedded-server.js')
  return startEmbeddedPostgres({ home: settings.home, port: settings.postgresPort })
}
