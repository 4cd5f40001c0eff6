import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readlink, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { StoredFile } from '@director/database'
import { AppError } from '@director/errors'
import { configurationChecksum } from '../rendering/checksum.js'
import { readTree } from './read-tree.js'

/** The link to the folder that counts. */
export const CURRENT = 'current'
const UNFINISHED = '.unfinished-'
const KEPT_FOLDERS = 5
const LEFTOVER_AGE_MS = 60 * 60 * 1_000

/**
 * Writes a configuration into a folder of its own, named by its checksum, and then turns the link `current` to it: who
 * reads through the link sees the old tree or the new one, never half of one.
 *
 * @param directory made when it is missing
 * @returns path of the link
 * @throws AppError `config.directory-not-writable`; `current` is as it was
 */
export async function writeConfiguration(
  directory: string,
  checksum: string,
  files: readonly StoredFile[],
): Promise<string> {
  try {
    await mkdir(directory, { recursive: true })
    if ((await checksumOfTree(join(directory, checksum))) !== checksum)
      await writeTree(directory, checksum, files)
    await turnLink(directory, checksum)
    await removeOldFolders(directory, checksum)
    return join(directory, CURRENT)
  } catch (error) {
    throw new AppError('config.directory-not-writable', `cannot write the configuration to ${directory}`, {
      received: String(Object(error).code ?? error),
      remedy: 'Make the directory writable for this user and free space on its disk',
      cause: error,
    })
  }
}

/** Checksum of the configuration `current` leads to, computed from its files: somebody may have changed them. */
export async function currentChecksum(directory: string): Promise<string | undefined> {
  return checksumOfTree(join(directory, CURRENT))
}

async function checksumOfTree(folder: string): Promise<string | undefined> {
  const files = await readTree(folder)
  return files === undefined ? undefined : configurationChecksum(files)
}

async function writeTree(directory: string, checksum: string, files: readonly StoredFile[]): Promise<void> {
  const folder = join(directory, UNFINISHED + randomUUID())
  try {
    await mkdir(folder)
    for (const file of files) {
      const path = join(folder, ...file.path.split('/'))
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, file.content, { flush: true })
    }
    await putAside(directory, checksum)
    await rename(folder, join(directory, checksum))
  } catch (error) {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined)
    throw error
  }
}

// Only a folder somebody changed can be in the way: what is written here is complete.
async function putAside(directory: string, checksum: string): Promise<void> {
  const changed = join(directory, `${UNFINISHED}${randomUUID()}`)
  await rename(join(directory, checksum), changed).then(
    () => rm(changed, { recursive: true, force: true }),
    (error: unknown) => {
      if (Object(error).code !== 'ENOENT') throw error
    },
  )
}

async function turnLink(directory: string, checksum: string): Promise<void> {
  const link = join(directory, CURRENT)
  if ((await readlink(link).catch(() => undefined)) === checksum) return
  const next = join(directory, `${UNFINISHED}${randomUUID()}`)
  await symlink(checksum, next, 'dir')
  await rename(next, link)
}

async function removeOldFolders(directory: string, current: string): Promise<void> {
  const names = await readdir(directory)
  const folders = await Promise.all(
    names.map(async (name) => ({ name, ageMs: await ageMsOf(join(directory, name)) })),
  )
  const old = folders
    .filter(({ name }) => /^[0-9a-f]{64}$/.test(name) && name !== current)
    .sort((left, right) => left.ageMs - right.ageMs)
    .slice(KEPT_FOLDERS - 1)
  const leftovers = folders.filter(
    ({ name, ageMs }) => name.startsWith(UNFINISHED) && ageMs > LEFTOVER_AGE_MS,
  )
  for (const { name } of [...old, ...leftovers])
    await rm(join(directory, name), { recursive: true, force: true })
}

async function ageMsOf(path: string): Promise<number> {
  const facts = await stat(path).catch(() => undefined)
  return facts === undefined ? Infinity : Date.now() - facts.mtimeMs
}
