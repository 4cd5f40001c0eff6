import 'reflect-metadata'
import { pathToFileURL } from 'node:url'
import type { DynamicModule, Type } from '@nestjs/common'
import { AppError } from '@director/errors'
import { findExtensionEntry } from './find-entry.js'

const EXPECTED =
  'a default export that is a Nest module: @Module({ providers: [YourJob] }) export default class …'

// What @Module leaves on a class; the names are those of Nest's options.
const MODULE_METADATA = ['imports', 'providers', 'exports', 'controllers']

/**
 * Loads a package with further job types.
 *
 * @param extension a name or path from DIRECTOR_EXTENSIONS; paths start at `directory`
 * @throws AppError `extension.not-found`, `extension.failed-to-load`, `extension.no-module`
 */
export async function loadExtension(extension: string, directory: string): Promise<Type | DynamicModule> {
  const entry = findExtensionEntry(extension, directory)
  if (entry === undefined) {
    throw new AppError('extension.not-found', `extension "${extension}" was not found`, {
      expected: `an installed package or a path, seen from ${directory}`,
      remedy:
        'Install the package there, build it if it is a source directory, or correct DIRECTOR_EXTENSIONS',
      details: { extension, directory },
    })
  }
  const exported = await importDefault(extension, entry)
  if (isNestModule(exported)) return exported
  throw new AppError('extension.no-module', `extension "${extension}" brings no Nest module`, {
    expected: EXPECTED,
    received: exported === undefined ? 'no default export' : `a default export of type ${typeof exported}`,
    details: { extension, entry },
  })
}

async function importDefault(extension: string, entry: string): Promise<unknown> {
  try {
    const loaded: unknown = await import(pathToFileURL(entry).href)
    const exported: unknown = Object(loaded).default
    // CommonJS written by a compiler: its own default export is one level deeper.
    return Object(exported).__esModule === true ? Object(exported).default : exported
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('extension.failed-to-load', `extension "${extension}" failed to load: ${reason}`, {
      expected: EXPECTED,
      details: { extension, entry },
      cause: error,
    })
  }
}

function isNestModule(exported: unknown): exported is Type | DynamicModule {
  if (typeof exported === 'function') return MODULE_METADATA.some((key) => Reflect.hasMetadata(key, exported))
  return typeof Object(exported).module === 'function'
}
