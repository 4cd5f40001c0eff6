import { resolve } from 'node:path'
import { AppError } from '@director/errors'
import { ConfigModule } from '@nestjs/config'
import { parseSettings, type Environment } from './parse-settings.js'
import type { Settings } from './settings.js'

/** Where settings come from; tests name their own places. */
export interface SettingsOrigin {
  /** Default: the environment of this process. It wins over the file. */
  readonly environment?: Environment
  /** Directory with the file `.env`, and the start of relative paths. Default: the working directory. */
  readonly directory?: string
}

/**
 * Reads environment and `.env` once, before any part of the application exists. The environment of the process is
 * left as it is: what the product needs is in the result.
 *
 * @throws AppError `settings.invalid` (every problem at once), `settings.unreadable` when `.env` cannot be read
 */
export async function loadSettings(origin: SettingsOrigin = {}): Promise<Settings> {
  const directory = origin.directory ?? process.cwd()
  let settings: Settings | undefined
  try {
    await ConfigModule.forRoot({
      envFilePath: resolve(directory, '.env'),
      validatePredefined: false,
      validate: (file) => {
        settings = parseSettings({ ...file, ...(origin.environment ?? process.env) }, directory)
        return {}
      },
    })
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError(
      'settings.unreadable',
      `${resolve(directory, '.env')} cannot be read: ${String(error)}`,
      {
        remedy: 'Correct the permissions of the file or remove it',
        cause: error,
      },
    )
  }
  if (settings === undefined) throw new AppError('settings.unreadable', 'the settings were not validated')
  return settings
}
