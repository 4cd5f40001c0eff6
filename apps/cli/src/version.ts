import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

const PackageJson = z.object({ version: z.string() })

/** The version of this product: that of the package.json beside dist/ (or, in a clone, above the sources). */
export function productVersion(): string {
  let folder = new URL('./', import.meta.url)
  while (!existsSync(new URL('prisma/migrations/', folder)) && folder.pathname !== '/')
    folder = new URL('../', folder)
  const file = new URL('package.json', folder)
  return existsSync(file) ? PackageJson.parse(JSON.parse(readFileSync(file, 'utf8'))).version : 'unknown'
}
