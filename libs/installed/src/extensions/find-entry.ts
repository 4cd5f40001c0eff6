import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { z } from 'zod'

// What Node's import honours; the first that a package names wins.
const CONDITIONS = ['node', 'import', 'module-sync', 'default']

const PackageJson = z.object({ exports: z.unknown().optional(), main: z.string().optional() })

/**
 * Finds the file behind an extension's name: a path to a file or a package directory, or the name of a package
 * installed for the working directory or one above it.
 *
 * @returns undefined when there is no such file
 */
export function findExtensionEntry(extension: string, directory: string): string | undefined {
  const place = isPath(extension) ? resolve(directory, extension) : packageDirectory(extension, directory)
  if (place === undefined || !existsSync(place)) return undefined
  const entry = statSync(place).isDirectory() ? resolve(place, mainOf(place)) : place
  return existsSync(entry) ? entry : undefined
}

function isPath(extension: string): boolean {
  return isAbsolute(extension) || /^\.{1,2}([/\\]|$)/.test(extension)
}

function packageDirectory(name: string, directory: string): string | undefined {
  const candidate = join(directory, 'node_modules', name)
  if (existsSync(join(candidate, 'package.json'))) return candidate
  const parent = dirname(directory)
  return parent === directory ? undefined : packageDirectory(name, parent)
}

function mainOf(packageRoot: string): string {
  const file = join(packageRoot, 'package.json')
  const parsed = PackageJson.safeParse(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {})
  if (!parsed.success) return 'index.js'
  return exportedEntry(parsed.data.exports) ?? parsed.data.main ?? 'index.js'
}

function exportedEntry(exported: unknown): string | undefined {
  if (typeof exported === 'string') return exported
  if (typeof exported !== 'object' || exported === null) return undefined
  const entries = new Map<string, unknown>(Object.entries(exported))
  if (entries.has('.')) return exportedEntry(entries.get('.'))
  const [condition] = [...entries.keys()].filter((key) => CONDITIONS.includes(key))
  return condition === undefined ? undefined : exportedEntry(entries.get(condition))
}
