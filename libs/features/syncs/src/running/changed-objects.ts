import type { ReferenceStore, Transaction } from '@director/database'
import { AppError } from '@director/errors'
import { ancestorsOf, referencesOf, type IcingaObject, type Reference } from '@director/icinga-objects'
import type { CompiledRule } from '@director/sync-plan'

/** A name in use, with the key of the first row that made an object use it. */
type UsedName = Reference & { readonly key: string }

/**
 * What changed objects say about others, remembered while a sync writes and asked once at its end, so that objects of
 * one sync may name one another.
 */
export class ChangedObjects {
  /** Every name in use with the first object that uses it. */
  private readonly used = new Map<string, UsedName>()
  private readonly renamed: string[] = []
  private readonly templates: IcingaObject[] = []

  constructor(
    private readonly rule: CompiledRule,
    private readonly references: ReferenceStore,
  ) {}

  /** @param key of the rows the object was made from */
  note(key: string, after: IcingaObject, before?: IcingaObject): void {
    for (const reference of referencesOf(after)) {
      const id = identity(reference)
      if (!this.used.has(id)) this.used.set(id, { ...reference, key })
    }
    if (before !== undefined && before.name !== after.name) this.renamed.push(before.name)
    if (after.kind === 'template' && after.imports.length > 0) this.templates.push(after)
  }

  /** @throws AppError `sync.missing-reference`, `sync.renamed-in-use`, `template.loop` */
  async check(transaction: Transaction): Promise<void> {
    await this.checkReferences(transaction)
    await this.checkRenamed(transaction)
    await this.checkLoops(transaction)
  }

  private async checkReferences(transaction: Transaction): Promise<void> {
    const missing = await this.references.missing([...this.used.values()], transaction)
    const uses = missing.map((reference) => this.used.get(identity(reference)))
    const known = uses.filter((use) => use !== undefined)
    const [first] = known
    if (first !== undefined) throw missingReference(first, known)
  }

  // Only the case of a name can change; other objects and jobs would still use the old spelling.
  private async checkRenamed(transaction: Transaction): Promise<void> {
    const [user] = await this.references.referrers(this.rule.type.name, this.renamed, 1, transaction)
    if (user === undefined) return
    throw new AppError(
      'sync.renamed-in-use',
      `the case of ${this.rule.type.title} "${user.uses}" would change`,
      {
        received: `${user.type} "${user.name}" uses it as ${user.place}`,
        remedy:
          'Keep the spelling with a modifier of the import source, or change the users first; nothing was written',
      },
    )
  }

  private async checkLoops(transaction: Transaction): Promise<void> {
    if (this.templates.length === 0) return
    const stored = await this.references.templates(this.rule.type.name, transaction)
    const byName = new Map(stored.map((template) => [template.name, template]))
    for (const template of this.templates) {
      ancestorsOf(template, (name) => byName.get(name))
    }
  }
}

function identity(reference: Pick<Reference, 'type' | 'name' | 'wants'>): string {
  return `${reference.type} ${reference.wants} ${reference.name}`
}

function missingReference(first: UsedName, all: readonly UsedName[]): AppError {
  const property = first.place === 'imports' ? 'import' : first.place
  const what = `${first.type}${first.wants === 'template' ? ' template' : ''} "${first.name}"`
  const others = all.length === 1 ? '' : `; ${all.length - 1} more names are missing`
  return new AppError(
    'sync.missing-reference',
    `key "${first.key}": property "${property}" names ${what}, which does not exist${others}`,
    {
      remedy: 'Create it, or correct the rule or the source; nothing was written',
      details: {
        missing: all.slice(0, 100).map(({ type, name, place, key }) => ({ type, name, place, key })),
      },
    },
  )
}
