import { isDeepStrictEqual } from 'node:util'
import { Inject, Injectable } from '@nestjs/common'
import { DEFAULT_LANE, DefinitionStore, type JobDefinition, type WrittenDefinition } from '@director/database'
import { AppError, nearestName } from '@director/errors'
import { SETTINGS, type Settings } from '@director/settings'
import { JobRegistry } from '../registry/job-registry.js'
import { DefinitionChecks } from './definition-checks.js'
import { DefinitionEdit, NewDefinition } from './definition-input.js'
import { refuseProblems } from './definition-problem.js'
import { parseWritten } from './parse-written.js'
import { SealedSettings } from './sealed-settings.js'

const DEFAULT_TIMEOUT_SECONDS = 3_600

/** A definition as it is shown: secrets masked, and whether its type can be run here. */
export interface ShownDefinition extends JobDefinition {
  /** False when no installed package brings the type: the definition is kept, but never run. */
  readonly installed: boolean
  /** Title of the type; the stored name when it is not installed. */
  readonly typeTitle: string
}

/** What operators do with job definitions. Whatever is wrong is told at once, and nothing is stored then. */
@Injectable()
export class JobDefinitions {
  constructor(
    private readonly store: DefinitionStore,
    private readonly checks: DefinitionChecks,
    private readonly registry: JobRegistry,
    private readonly sealed: SealedSettings,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async list(): Promise<readonly ShownDefinition[]> {
    return (await this.store.list()).map((definition) => this.show(definition))
  }

  /** @throws AppError `job.unknown` with the nearest name */
  async get(name: string): Promise<ShownDefinition> {
    return this.show(await this.load(name))
  }

  /**
   * Stores a new definition. Left out: interval suggested by the type, zone of the installation, lane `default`,
   * timeout one hour, at-least-once, enabled. An enabled definition is due at once.
   *
   * @throws AppError `job.name-taken`, `job-type.not-installed`, `job.invalid-settings`, `job.unknown-time-period`,
   *   `job.unknown-lane`, or `job.invalid-definition` for problems of several kinds
   */
  async create(written: unknown): Promise<ShownDefinition> {
    const { name, type, settings = {}, ...rest } = parseWritten(NewDefinition, written)
    refuseProblems(name, [
      ...(await this.checks.nameProblems(name)),
      ...this.checks.typeProblems(type),
      ...this.checks.settingsProblems(type, settings),
      ...(await this.placeProblems(rest)),
    ])
    const definition: WrittenDefinition = {
      name,
      type,
      settings: this.sealed.seal(type, settings),
      intervalSeconds: this.registry.get(type).type.suggestedIntervalSeconds,
      timePeriod: null,
      timeZone: this.settings.timeZone,
      enabled: true,
      lane: DEFAULT_LANE,
      timeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
      delivery: 'at-least-once',
      note: '',
      ...rest,
    }
    return this.show(await this.store.create(definition))
  }

  /**
   * Changes the fields that are written and plans the definition anew. `settings` replaces all settings; a masked
   * secret keeps what is stored. The type stays: its settings are those of one schema. When nothing is different,
   * nothing is stored and the revision stays.
   *
   * @param revision of the definition the change was made from; default: the present one
   * @throws AppError those of {@link create}, `job.unknown`, `job.changed-meanwhile`, `job.type-fixed`
   */
  async edit(name: string, written: unknown, revision?: number): Promise<ShownDefinition> {
    const current = await this.load(name)
    const { settings, type = current.type, ...rest } = parseWritten(DefinitionEdit, written, name)
    refuseOtherType(current, type)
    const opened = settings === undefined ? undefined : this.sealed.withStoredSecrets(current, settings)
    refuseProblems(name, [
      ...(rest.name === undefined || rest.name === name ? [] : await this.checks.nameProblems(rest.name)),
      ...(opened === undefined ? [] : this.checks.typeProblems(type)),
      ...(opened === undefined ? [] : this.checks.settingsProblems(type, opened)),
      ...(await this.placeProblems(rest, current)),
    ])
    if (revision !== undefined && revision !== current.revision) throw changedMeanwhile(name)
    if (!this.differs(current, rest, opened)) return this.show(current)
    const sealed = opened === undefined ? {} : { settings: this.sealed.seal(type, opened) }
    const edited = await this.store.edit(current.id, revision ?? current.revision, { ...rest, ...sealed })
    if (edited === undefined) throw changedMeanwhile(name)
    return this.show(edited)
  }

  /** Plans the definition again; a quarantine ends. @throws AppError `job.unknown` */
  async enable(name: string): Promise<ShownDefinition> {
    return this.show((await this.store.setEnabled(name, true)) ?? (await this.load(name)))
  }

  /** A run under way goes on. @throws AppError `job.unknown` */
  async disable(name: string): Promise<ShownDefinition> {
    return this.show((await this.store.setEnabled(name, false)) ?? (await this.load(name)))
  }

  /** Its runs stay in the history. @throws AppError `job.unknown` */
  async delete(name: string): Promise<void> {
    if (!(await this.store.delete(name))) await this.load(name)
  }

  private async load(name: string): Promise<JobDefinition> {
    const found = await this.store.find(name)
    if (found !== undefined) return found
    const names = (await this.store.list()).map((definition) => definition.name)
    const nearest = nearestName(name, names)
    throw new AppError('job.unknown', `there is no job "${name}"`, {
      ...(nearest === undefined ? {} : { expected: `"${nearest}"?` }),
      remedy: '`director jobs list` shows all jobs',
      details: { name },
    })
  }

  private async placeProblems({ timePeriod, lane }: DefinitionEdit, current?: JobDefinition) {
    const samePeriod = timePeriod === undefined || timePeriod === null || timePeriod === current?.timePeriod
    return [
      ...(samePeriod ? [] : await this.checks.timePeriodProblems(timePeriod)),
      ...(lane === undefined || lane === current?.lane ? [] : await this.checks.laneProblems(lane)),
    ]
  }

  private differs(current: JobDefinition, fields: DefinitionEdit, opened: object | undefined): boolean {
    const present: Readonly<Record<string, unknown>> = { ...current }
    if (Object.entries(fields).some(([field, value]) => value !== undefined && value !== present[field]))
      return true
    return (
      opened !== undefined && !isDeepStrictEqual(opened, this.sealed.open(current.type, current.settings))
    )
  }

  private show(definition: JobDefinition): ShownDefinition {
    const installed = this.registry.find(definition.type)
    return {
      ...this.sealed.mask(definition),
      installed: installed !== undefined,
      typeTitle: installed?.type.title ?? definition.type,
    }
  }
}

function refuseOtherType(current: JobDefinition, type: string): void {
  if (type === current.type) return
  throw new AppError('job.type-fixed', `job "${current.name}": the type of a job cannot be changed`, {
    expected: `"${current.type}"`,
    received: `"${type}"`,
    remedy: 'Create a new job of the other type and delete this one',
  })
}

function changedMeanwhile(name: string): AppError {
  return new AppError(
    'job.changed-meanwhile',
    `job "${name}" was changed or deleted by somebody else meanwhile`,
    {
      remedy: `Look at it with \`director jobs show "${name}"\` and repeat your change`,
      details: { name },
    },
  )
}
