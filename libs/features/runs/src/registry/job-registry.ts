import { Injectable } from '@nestjs/common'
import { DiscoveryService } from '@nestjs/core'
import { AppError, nearestName } from '@director/errors'
import { jobTypeOf, type JobHandler, type JobType } from '@director/kit'
import { parseJobSettings } from './parse-job-settings.js'

/** A job type with the class that does its work and the module that brought it. */
export interface InstalledJobType {
  readonly type: JobType
  readonly className: string
  readonly moduleName: string
  /** The handler Nest made; available once the application context is up. */
  handler(): JobHandler
}

/**
 * The job types of this installation: every provider with `@Job`, in whatever Nest module it lies.
 *
 * @throws AppError `job-type.duplicate` while starting, when two classes declare the same type
 */
@Injectable()
export class JobRegistry {
  private readonly installed: ReadonlyMap<string, InstalledJobType>

  constructor(discovery: DiscoveryService) {
    this.installed = discoverJobTypes(discovery)
  }

  find(type: string): InstalledJobType | undefined {
    return this.installed.get(type)
  }

  /** @throws AppError `job-type.not-installed`, naming the nearest type and all that are installed */
  get(type: string): InstalledJobType {
    const found = this.find(type)
    if (found !== undefined) return found
    const types = this.list().map((installed) => installed.type.type)
    const nearest = nearestName(type, types)
    throw new AppError('job-type.not-installed', `job type "${type}" is not installed`, {
      expected:
        nearest === undefined ? `one of ${types.join(', ') || '(none is installed)'}` : `"${nearest}"?`,
      received: `"${type}"`,
      remedy:
        'Correct the type (`director jobs types` lists them), or name its package in DIRECTOR_EXTENSIONS',
      details: { type, installed: types },
    })
  }

  /** All installed types, sorted by their stored name. */
  list(): readonly InstalledJobType[] {
    return [...this.installed.values()].sort((left, right) => (left.type.type < right.type.type ? -1 : 1))
  }

  /**
   * Settings as the handler gets them: checked by the type's schema, defaults filled in. Secrets must be opened before.
   *
   * @throws AppError `job-type.not-installed`, `job.invalid-settings`
   */
  settingsOf(type: string, opened: unknown): unknown {
    return parseJobSettings(this.get(type).type, opened)
  }
}

function discoverJobTypes(discovery: DiscoveryService): ReadonlyMap<string, InstalledJobType> {
  const installed = new Map<string, InstalledJobType>()
  const classes = new Set<unknown>()
  for (const provider of discovery.getProviders()) {
    const { metatype } = provider
    // The same class listed by two modules is still one type.
    if (typeof metatype !== 'function' || classes.has(metatype)) continue
    const type = jobTypeOf(metatype)
    if (type === undefined) continue
    classes.add(metatype)
    const found: InstalledJobType = {
      type,
      className: metatype.name,
      moduleName: provider.host?.metatype?.name ?? 'unknown module',
      handler: () => handlerOf(provider.instance, metatype.name),
    }
    refuseSecondClass(installed.get(type.type), found)
    installed.set(type.type, found)
  }
  return installed
}

function refuseSecondClass(first: InstalledJobType | undefined, second: InstalledJobType): void {
  if (first === undefined) return
  const [one, other] = [first, second].map(({ className, moduleName }) => `${className} of ${moduleName}`)
  throw new AppError(
    'job-type.duplicate',
    `job type "${second.type.type}" is declared twice: by ${one} and by ${other}`,
    {
      remedy: 'Give one of them a type of its own, or install only one of the packages',
      details: { type: second.type.type, classes: [first.className, second.className] },
    },
  )
}

function handlerOf(instance: unknown, className: string): JobHandler {
  if (hasRun(instance)) return instance
  throw new AppError('job-type.no-run-method', `class ${className} has no method run()`, {
    expected: 'run(context) that does the work of the job',
    details: { className },
  })
}

function hasRun(instance: unknown): instance is JobHandler {
  return typeof Object(instance).run === 'function'
}
