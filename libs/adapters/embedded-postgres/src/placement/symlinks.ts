import { lstat, readFile, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '@director/errors'
import { z } from 'zod'
import type { PlatformPackage } from './platform-package.js'

const Symlinks = z.array(z.object({ source: z.string(), target: z.string() }))

/**
 * Creates the library links that are missing because install scripts did not run (`npm ci --ignore-scripts`).
 *
 * npm packages cannot contain symbolic links, so the package lists them in a file; without them PostgreSQL
 * does not find its libraries.
 *
 * @throws AppError `postgres.libraries-incomplete` when they cannot be created
 */
export async function hydrateSymlinks(platformPackage: PlatformPackage): Promise<void> {
  const list = join(platformPackage.nativeDirectory, 'pg-symlinks.json')
  const text = await readFile(list, 'utf8').catch(() => '[]')
  const root = dirname(platformPackage.nativeDirectory)
  for (const { source, target } of Symlinks.parse(JSON.parse(text))) {
    await ensureLink(join(root, target), basename(source), platformPackage.name)
  }
}

async function ensureLink(path: string, destination: string, packageName: string): Promise<void> {
  const exists = await lstat(path).then(
    () => true,
    () => false,
  )
  if (exists) return
  try {
    await symlink(destination, path)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return
    throw new AppError('postgres.libraries-incomplete', `library links of ${packageName} are missing`, {
      expected: `${path}, created now`,
      received: cause instanceof Error ? cause.message : String(cause),
      remedy: `Run "npm rebuild ${packageName}" as the user who owns node_modules`,
      details: { path },
      cause,
    })
  }
}
