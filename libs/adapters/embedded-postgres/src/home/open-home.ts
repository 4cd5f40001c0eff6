import { mkdir, mkdtemp, realpath, rmdir, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { AppError } from '@director/errors'

/** The files and directories in `<home>` that belong to the embedded server. */
export interface Home {
  /** Absolute, symbolic links followed: two spellings of one home are one home. */
  readonly directory: string
  /** Where the data are unless `locationFile` says otherwise. */
  readonly dataDirectory: string
  /** Says where the data are when the server cannot enter the home. */
  readonly locationFile: string
  readonly passwordFile: string
  readonly logFile: string
  /** Held while the server is started or stopped. */
  readonly lockDirectory: string
  /** One file for each process that uses the server. */
  readonly usersDirectory: string
}

/**
 * Creates the home when it is missing and makes sure that files can be created in it.
 *
 * @throws AppError `postgres.home-not-writable`
 */
export async function openHome(home: string): Promise<Home> {
  try {
    await createDirectory(resolve(home))
    const directory = await realpath(resolve(home))
    const usersDirectory = join(directory, 'users')
    await createDirectory(usersDirectory)
    await rmdir(await mkdtemp(join(directory, '.writable-')))
    return {
      directory,
      usersDirectory,
      dataDirectory: join(directory, 'postgres'),
      locationFile: join(directory, 'postgres-location.txt'),
      passwordFile: join(directory, 'postgres.password'),
      logFile: join(directory, 'postgres.log'),
      lockDirectory: join(directory, 'postgres.lock'),
    }
  } catch (error) {
    throw new AppError('postgres.home-not-writable', `cannot write to the home directory ${resolve(home)}`, {
      expected: 'a directory in which this user may create files',
      received: error instanceof Error ? error.message : String(error),
      remedy:
        'Set DIRECTOR_HOME to a writable directory, or DATABASE_URL to use a PostgreSQL server of your own',
      details: { home: resolve(home) },
      cause: error,
    })
  }
}

/** Unlike a recursive `mkdir`, which reports a read-only file system as ENOENT, it fails with the real reason. */
async function createDirectory(path: string, mayLackParent = true): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return
    if (code !== 'ENOENT' || !mayLackParent) throw error
    await createDirectory(dirname(path))
    await createDirectory(path, false)
  }
}
