import { Injectable } from '@nestjs/common'
import { DiscoveryService } from '@nestjs/core'
import { AppError, nearestName } from '@director/errors'
import { importSourceTypeOf, type ImportSourceReader, type ImportSourceType } from '@director/kit'

/** An import source type with the class that reads it and the module that brought it. */
export interface InstalledSourceType {
  readonly type: ImportSourceType
  readonly className: string
  readonly moduleName: string
  /** The reader Nest made; available once the application context is up. */
  reader(): ImportSourceReader
}

/**
 * The import source types of this installation: every provider with `@ImportSource`, in whatever Nest module it lies.
 *
 * @throws AppError `import-source-type.duplicate`, `import-source-type.invalid-declaration` while starting
 */
@Injectable()
export class ImportSourceRegistry {
  private readonly installed: ReadonlyMap<string, InstalledSourceType>

  constructor(discovery: DiscoveryService) {
    this.installed = discoverSourceTypes(discovery)
  }

  find(type: string): InstalledSourceType | undefined {
    return this.installed.get(type)
  }

  /** @throws AppError `import-source-type.not-installed`, naming the nearest type and all that are installed */
  get(type: string): InstalledSourceType {
    const found = this.find(type)
    if (found !== undefined) return found
    const types = this.list().map((installed) => installed.type.type)
    const nearest = nearestName(type, types)
    throw new AppError('import-source-type.not-installed', `import source type "${type}" is not installed`, {
      expected:
        nearest === undefined ? `one of ${types.join(', ') || '(none is installed)'}` : `"${nearest}"?`,
      received: `"${type}"`,
      remedy: 'Correct the type, or name its package in DIRECTOR_EXTENSIONS',
      details: { type, installed: types },
    })
  }

  /** All installed types, sorted by their stored name. */
  list(): readonly InstalledSourceType[] {
    return [...this.installed.values()].sort((left, right) => (left.type.type < right.type.type ? -1 : 1))
  }
}

function discoverSourceTypes(discovery: DiscoveryService): ReadonlyMap<string, InstalledSourceType> {
  const installed = new Map<string, InstalledSourceType>()
  const classes = new Set<unknown>()
  for (const provider of discovery.getProviders()) {
    const { metatype } = provider
    // The same class listed by two modules is still one type.
    if (typeof metatype !== 'function' || classes.has(metatype)) continue
    const type = importSourceTypeOf(metatype)
    if (type === undefined) continue
    classes.add(metatype)
    const found: InstalledSourceType = {
      type,
      className: metatype.name,
      moduleName: provider.host?.metatype?.name ?? 'unknown module',
      reader: () => readerOf(provider.instance, metatype.name),
    }
    refuseUnusable(found)
    refuseSecondClass(installed.get(type.type), found)
    installed.set(type.type, found)
  }
  return installed
}

function refuseUnusable({ type, className, moduleName }: InstalledSourceType): void {
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(type.type) && type.type.length <= 128) return
  throw new AppError(
    'import-source-type.invalid-declaration',
    `class ${className} of ${moduleName}: the type of its @ImportSource is not usable`,
    {
      expected: 'lower-case words joined by dots, such as "acme.inventory", at most 128 characters',
      received: `"${type.type}"`,
      remedy: 'Correct the options given to @ImportSource',
      details: { className, type: type.type },
    },
  )
}

function refuseSecondClass(first: InstalledSourceType | undefined, second: InstalledSourceType): void {
  if (first === undefined) return
  const [one, other] = [first, second].map(({ className, moduleName }) => `${className} of ${moduleName}`)
  throw new AppError(
    'import-source-type.duplicate',
    `import source type "${second.type.type}" is declared twice: by ${one} and by ${other}`,
    {
      remedy: 'Give one of them a type of its own, or install only one of the packages',
      details: { type: second.type.type, classes: [first.className, second.className] },
    },
  )
}

function readerOf(instance: unknown, className: string): ImportSourceReader {
  if (isReader(instance)) return instance
  throw new AppError('import-source-type.no-reader', `class ${className} does not read rows`, {
    expected: 'the methods columns(context) and rows(context)',
    details: { className },
  })
}

function isReader(instance: unknown): instance is ImportSourceReader {
  return typeof Object(instance).rows === 'function' && typeof Object(instance).columns === 'function'
}
