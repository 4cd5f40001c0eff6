import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { StoredFile } from '@director/database'
import { compareBytes } from '@director/icinga-dsl'
import { checksumOf } from '../rendering/checksum.js'

/** All files below a folder, sorted by path; undefined when there is no such folder. */
export async function readTree(folder: string): Promise<readonly StoredFile[] | undefined> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR'].includes(Object(error).code)) return undefined
    throw error
  })
  if (entries === undefined) return undefined
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const files = await Promise.all(
    paths.map(async (path) => {
      const content = await readFile(path, 'utf8')
      return { path: relative(folder, path).split(sep).join('/'), checksum: checksumOf(content), content }
    }),
  )
  return files.sort((left, right) => compareBytes(left.path, right.path))
}
