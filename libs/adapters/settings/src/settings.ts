import { resolve } from 'node:path'
import { systemTimeZone } from './time-zone.js'
import type { Variables } from './variables.js'

/** How to reach Icinga 2's API; without `url` configurations are written to a directory. */
export interface IcingaSettings {
  readonly url?: string
  readonly user?: string
  readonly password?: string
  /** PEM file with the authority that signed the API's certificate. */
  readonly caFile?: string
  /** Configuration package of the API the product owns. */
  readonly package: string
  /** Zone rendered objects belong to when they name none. */
  readonly zone: string
}

/** Everything an installation can be told from outside, read once when a process starts. */
export interface Settings {
  /** Absolute path of the directory with all local data. */
  readonly home: string
  /** Absent: the embedded PostgreSQL below {@link home}. */
  readonly databaseUrl?: string
  /** Absent: the queue lives in PostgreSQL. */
  readonly redisUrl?: string
  /** TCP port of the embedded PostgreSQL; absent: a free one. */
  readonly postgresPort?: number
  /** Package names or paths of modules with further job types. */
  readonly extensions: readonly string[]
  /** Absolute paths of the directories import sources may read files from; absent: everywhere. */
  readonly sourceDirectories?: readonly string[]
  /** Resident memory at which a daemon leaves after the current run. */
  readonly memoryLimitMb: number
  /** Key of the secret settings; absent: a key file below {@link home}. */
  readonly secretKey?: string
  readonly logFormat: 'auto' | 'text' | 'json'
  /** IANA name; given to definitions that name no zone. */
  readonly timeZone: string
  readonly icinga: IcingaSettings
}

/** Gives the parsed variables the names the product uses; `directory` is what relative paths start from. */
export function settingsFrom(variables: Variables, directory: string): Settings {
  return {
    home: resolve(directory, variables.DIRECTOR_HOME),
    ...(variables.DATABASE_URL === undefined ? {} : { databaseUrl: variables.DATABASE_URL }),
    ...(variables.REDIS_URL === undefined ? {} : { redisUrl: variables.REDIS_URL }),
    ...(variables.DIRECTOR_POSTGRES_PORT === undefined
      ? {}
      : { postgresPort: variables.DIRECTOR_POSTGRES_PORT }),
    extensions: variables.DIRECTOR_EXTENSIONS,
    ...(variables.DIRECTOR_SOURCE_DIRECTORIES === undefined
      ? {}
      : { sourceDirectories: variables.DIRECTOR_SOURCE_DIRECTORIES.map((path) => resolve(directory, path)) }),
    memoryLimitMb: variables.DIRECTOR_MEMORY_LIMIT_MB,
    ...(variables.DIRECTOR_SECRET_KEY === undefined ? {} : { secretKey: variables.DIRECTOR_SECRET_KEY }),
    logFormat: variables.DIRECTOR_LOG_FORMAT,
    timeZone: variables.DIRECTOR_TIME_ZONE ?? systemTimeZone(),
    icinga: icingaSettingsFrom(variables, directory),
  }
}

function icingaSettingsFrom(variables: Variables, directory: string): IcingaSettings {
  return {
    ...(variables.DIRECTOR_ICINGA_URL === undefined ? {} : { url: variables.DIRECTOR_ICINGA_URL }),
    ...(variables.DIRECTOR_ICINGA_USER === undefined ? {} : { user: variables.DIRECTOR_ICINGA_USER }),
    ...(variables.DIRECTOR_ICINGA_PASSWORD === undefined
      ? {}
      : { password: variables.DIRECTOR_ICINGA_PASSWORD }),
    ...(variables.DIRECTOR_ICINGA_CA_FILE === undefined
      ? {}
      : { caFile: resolve(directory, variables.DIRECTOR_ICINGA_CA_FILE) }),
    package: variables.DIRECTOR_ICINGA_PACKAGE,
    zone: variables.DIRECTOR_ICINGA_ZONE,
  }
}
