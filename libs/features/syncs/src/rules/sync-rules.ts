import { Database, SyncRuleStore, SyncSourceStore, type StoredSyncRule } from '@director/database'
import { AppError, nearestName, problemLine, problemsOf } from '@director/errors'
import { getObjectType } from '@director/icinga-objects'
import { compileRule, SyncRule } from '@director/sync-plan'
import { Injectable } from '@nestjs/common'

/** Makes, changes and finds sync rules; nothing invalid is ever stored. */
@Injectable()
export class SyncRules {
  constructor(
    private readonly rules: SyncRuleStore,
    private readonly sources: SyncSourceStore,
    private readonly database: Database,
  ) {}

  /** All rules, by name. */
  async list(): Promise<readonly StoredSyncRule[]> {
    return this.rules.list()
  }

  /** @throws AppError `sync-rule.unknown` */
  async get(name: string): Promise<StoredSyncRule> {
    const rule = await this.rules.find(name)
    if (rule !== undefined) return rule
    const names = (await this.rules.list()).map((known) => known.name)
    const nearest = nearestName(name, names)
    throw new AppError('sync-rule.unknown', `there is no sync rule "${name}"`, {
      expected: nearest === undefined ? `one of ${names.join(', ') || 'none'}` : `did you mean "${nearest}"?`,
      received: name,
    })
  }

  /** @throws AppError `sync-rule.invalid`, `sync-rule.exists`, `sync.invalid-rule`, `sync.unknown-source` */
  async create(written: unknown): Promise<StoredSyncRule> {
    const rule = await this.checked(written)
    if (!(await this.rules.create(rule))) throw nameTaken(rule.name)
    return this.get(rule.name)
  }

  /**
   * Changes what `changes` names and keeps the rest; null takes an optional part away.
   *
   * @throws AppError as {@link create}, `sync-rule.unknown`, `sync-rule.changed-meanwhile`
   */
  async edit(name: string, changes: Readonly<Record<string, unknown>>): Promise<StoredSyncRule> {
    const stored = await this.get(name)
    const { id: _id, revision: _revision, ...present } = stored
    const entries = Object.entries({ ...present, ...changes }).filter(([, value]) => value !== null)
    const rule = await this.checked(Object.fromEntries(entries))
    if (rule.name !== name && (await this.rules.find(rule.name)) !== undefined) throw nameTaken(rule.name)
    if (!(await this.rules.replace(stored, rule))) {
      throw new AppError('sync-rule.changed-meanwhile', `somebody else changed sync rule "${name}"`, {
        remedy: 'Look at the rule and try again',
      })
    }
    return this.get(rule.name)
  }

  /**
   * Deletes a rule; the objects it made stay and are no longer purged by any rule.
   *
   * @throws AppError `sync-rule.unknown`
   */
  async delete(name: string): Promise<void> {
    await this.get(name)
    await this.rules.delete(name)
  }

  private async checked(written: unknown): Promise<SyncRule> {
    const parsed = SyncRule.safeParse(written)
    if (!parsed.success) {
      const problems = problemsOf(parsed.error, {
        input: written,
        knownNames: (path) => Object.keys(path.length === 0 ? SyncRule.shape : PROPERTY_SHAPE),
      })
      throw new AppError(
        'sync-rule.invalid',
        `the sync rule is not usable: ${problems.map(problemLine).join('; ')}`,
        {
          details: { problems },
        },
      )
    }
    const rule = { ...parsed.data, objectType: getObjectType(parsed.data.objectType).name }
    const { sources } = compileRule(rule)
    const [unknown] = await this.sources.unknown(sources, this.database)
    if (unknown === undefined) return rule
    throw new AppError(
      'sync.unknown-source',
      `sync rule "${rule.name}": there is no import source "${unknown}"`,
      {
        remedy: 'Create the source or correct the rule',
        details: { source: unknown },
      },
    )
  }
}

const PROPERTY_SHAPE = SyncRule.shape.properties.element.shape

function nameTaken(name: string): AppError {
  return new AppError('sync-rule.exists', `a sync rule "${name}" exists already`, {
    remedy: 'Choose another name or edit the existing rule',
  })
}
