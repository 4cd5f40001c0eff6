import { chown, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '@director/errors'
import type { ServerIdentity } from '../placement/server-identity.js'
import { runProgram } from './run-program.js'

/** What a new cluster is made of. */
export interface NewCluster {
  readonly initdb: string
  readonly dataDirectory: string
  readonly identity: ServerIdentity | undefined
  readonly user: string
  readonly password: string
  /** Written into the data directory, for whoever finds it without its home. */
  readonly home: string
}

/** Defaults in `postgresql.conf`, where operators may change them; everything else is PostgreSQL's own default. */
const SETTINGS = [
  // Queue, database and listeners of several processes; an idle connection costs about 2 MB.
  'max_connections=250',
  'shared_buffers=128MB',
  // The binaries are built without LLVM.
  'jit=off',
  'log_line_prefix=%m [%p] %d ',
]

/** Builtin C.UTF-8 sorts alike on every machine, whatever locales it has. */
const LOCALE = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']

/**
 * Creates a cluster aside and renames it into place: what stands there is always complete. Leftovers of a
 * creation that was killed are removed. Call it under the lock.
 *
 * @throws AppError `postgres.init-failed`
 */
export async function initialiseCluster(cluster: NewCluster): Promise<void> {
  const prefix = `${cluster.dataDirectory}.new-`
  await removeLeftovers(prefix)
  const draft = await mkdtemp(prefix)
  const passwordFile = `${draft}.password`
  try {
    await writeFile(passwordFile, cluster.password, { mode: 0o600 })
    if (cluster.identity !== undefined) {
      for (const path of [draft, passwordFile]) await chown(path, cluster.identity.uid, cluster.identity.gid)
    }
    await runInitdb(cluster, draft, passwordFile)
    await writeFile(join(draft, 'director-home.txt'), `${cluster.home}\n`)
    await rename(draft, cluster.dataDirectory)
  } finally {
    await removeLeftovers(prefix)
  }
}

/**
 * Refuses data another major version of PostgreSQL wrote; touches nothing.
 *
 * @param expected major version of the programs, such as `18`
 * @throws AppError `postgres.other-version`, `postgres.not-a-cluster`
 */
export async function checkVersion(dataDirectory: string, expected: string): Promise<void> {
  const received = (await readFile(join(dataDirectory, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  if (received === expected) return
  if (received === '') {
    throw new AppError('postgres.not-a-cluster', `${dataDirectory} holds files, but no PostgreSQL data`, {
      expected: `a file PG_VERSION with ${expected}, or an empty directory`,
      received: 'no readable PG_VERSION',
      remedy: `Move ${dataDirectory} away, or restore the data from a backup`,
      details: { dataDirectory },
    })
  }
  throw new AppError(
    'postgres.other-version',
    `the data in ${dataDirectory} are of another PostgreSQL version`,
    {
      expected: `version ${expected}`,
      received: `version ${received}`,
      remedy: `Go back to the release of Director Jobs that brought PostgreSQL ${received} and move the data by dump and restore, or move ${dataDirectory} away to start empty`,
      details: { dataDirectory, expected, received },
    },
  )
}

async function runInitdb(cluster: NewCluster, draft: string, passwordFile: string): Promise<void> {
  const settings = SETTINGS.flatMap((setting) => ['--set', setting])
  const login = [`--username=${cluster.user}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
  const args = ['-D', draft, ...login, ...LOCALE, ...settings]
  const { isSuccess, output } = await runProgram(cluster.initdb, args, cluster.identity)
  if (isSuccess) return
  throw new AppError(
    'postgres.init-failed',
    `PostgreSQL could not create its data in ${cluster.dataDirectory}`,
    {
      received: output.split('\n').slice(-5).join(' | '),
      remedy:
        'Check free space, permissions and that the user has a line in /etc/passwd, or set DATABASE_URL to a PostgreSQL server of your own',
      details: { dataDirectory: cluster.dataDirectory, program: cluster.initdb },
    },
  )
}

async function removeLeftovers(prefix: string): Promise<void> {
  for (const name of await readdir(dirname(prefix))) {
    if (!name.startsWith(basename(prefix))) continue
    await rm(join(dirname(prefix), name), { recursive: true, force: true })
  }
}
