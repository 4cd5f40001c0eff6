import { chmod, cp, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { hydrateSymlinks } from './symlinks.js'
import type { PlatformPackage } from './platform-package.js'
import { canEnter, canRun } from './reachability.js'
import type { ServerIdentity } from './server-identity.js'
import { openSharedPlace, unreachable } from './shared-place.js'

/** Paths of the programs, where the server's user can run them. */
export interface Programs {
  readonly initdb: string
  readonly pgCtl: string
  readonly postgres: string
}

/**
 * Finds the programs, complete with their libraries; copies them once (60 MB) when the server's user cannot
 * enter the directory npm installed them in, such as a clone below `/root`.
 *
 * @throws AppError `postgres.libraries-incomplete`, `postgres.unreachable`
 */
export async function findPrograms(
  platformPackage: PlatformPackage,
  identity: ServerIdentity | undefined,
): Promise<Programs> {
  await hydrateSymlinks(platformPackage)
  const installed = platformPackage.nativeDirectory
  if (identity === undefined || (await isUsable(installed, identity))) return programsIn(installed)
  const place = await openSharedPlace(installed, identity)
  const copy = join(place, `postgresql-${platformPackage.version}`)
  if (!(await exists(copy))) await copyPrograms(installed, copy)
  if (!(await isUsable(copy, identity))) throw unreachable(copy, identity)
  return programsIn(copy)
}

function programsIn(directory: string): Programs {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => join(directory, 'bin', name + suffix)
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') }
}

async function isUsable(directory: string, identity: ServerIdentity): Promise<boolean> {
  const { initdb, pgCtl, postgres } = programsIn(directory)
  for (const program of [initdb, pgCtl, postgres]) if (!(await canRun(program, identity))) return false
  for (const part of ['lib', 'share']) if (!(await canEnter(join(directory, part), identity))) return false
  return true
}

/** Copies aside and renames, so that a directory under the final name is always complete. */
async function copyPrograms(from: string, to: string): Promise<void> {
  const draft = await mkdtemp(`${to}.new-`)
  try {
    await cp(from, draft, { recursive: true, verbatimSymlinks: true })
    await openToEverybody(draft)
    await rename(draft, to)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    // Another home's start, under another lock, was faster: its copy is as good.
    if (!(await exists(to))) throw error
  }
}

/** npm may have installed under a strict umask: what is copied must be readable whatever its modes were. */
async function openToEverybody(directory: string): Promise<void> {
  await chmod(directory, 0o755)
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) await openToEverybody(path)
    else if (entry.isFile()) await chmod(path, (await stat(path)).mode & 0o100 ? 0o755 : 0o644)
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
