import { ReferenceStore, type StoredObject, type Transaction } from '@director/database'
import { AppError, within } from '@director/errors'
import { ancestorsOf, referencesOf, type IcingaObject } from '@director/icinga-objects'
import { compilePeriods, problemLine } from '@director/time-periods'
import { Injectable } from '@nestjs/common'

/** Checks what objects say about one another, once they lie in the transaction. */
@Injectable()
export class ObjectChecks {
  constructor(private readonly references: ReferenceStore) {}

  /**
   * @throws AppError `object.missing-reference`, `template.loop`, `object.invalid` for time periods that include one
   *   another in a circle
   */
  async check(transaction: Transaction, changed: readonly IcingaObject[]): Promise<void> {
    await this.checkReferences(transaction, changed)
    await this.checkTemplates(transaction, changed)
    await this.checkPeriods(transaction, changed)
  }

  /**
   * Ends the work when others name an object that is about to go.
   *
   * @throws AppError `object.in-use` naming the users
   */
  async refuseUsed(transaction: Transaction, object: StoredObject): Promise<void> {
    const referrers = await this.references.referrers(
      object.type,
      [object.name],
      SHOWN_USERS + 1,
      transaction,
    )
    const users = referrers.filter((referrer) => referrer.id !== object.id)
    if (users.length === 0) return
    const names = users.slice(0, SHOWN_USERS).map(({ type, name }) => `${type} "${name}"`)
    const more = users.length > SHOWN_USERS ? ' and more' : ''
    const message = `${object.type} "${object.name}" is used by ${names.join(', ')}${more}`
    throw new AppError('object.in-use', message, {
      remedy: 'Change these first',
      details: { users: users.map(({ type, name, place }) => ({ type, name, place })) },
    })
  }

  private async checkReferences(transaction: Transaction, changed: readonly IcingaObject[]): Promise<void> {
    const uses = changed.flatMap((user) => referencesOf(user).map((reference) => ({ ...reference, user })))
    const missing = await this.references.missing(uses, transaction)
    const [first] = missing
    if (first === undefined) return
    const lines = missing.flatMap(({ type, name, wants }) => {
      const use = uses.find((entry) => entry.type === type && entry.name === name && entry.wants === wants)
      const what = wants === 'template' ? 'a template' : 'an object'
      return use === undefined
        ? []
        : [`${use.user.type} "${use.user.name}": ${use.place}: ${type} "${name}" does not exist as ${what}`]
    })
    throw new AppError('object.missing-reference', lines.join('; '), {
      remedy: 'Create it first, or correct the name; nothing was written',
      details: { missing },
    })
  }

  private async checkTemplates(transaction: Transaction, changed: readonly IcingaObject[]): Promise<void> {
    for (const type of new Set(changed.filter(isImportingTemplate).map((object) => object.type))) {
      const stored = await this.references.templates(type, transaction)
      const byName = new Map(stored.map((template) => [template.name, template]))
      for (const template of changed.filter(
        (object) => object.type === type && isImportingTemplate(object),
      )) {
        try {
          ancestorsOf(template, (name) => byName.get(name))
        } catch (error) {
          throw within(`${type} "${template.name}"`, error)
        }
      }
    }
  }

  private async checkPeriods(transaction: Transaction, changed: readonly IcingaObject[]): Promise<void> {
    const names = new Set(
      changed.filter((object) => object.type === 'TimePeriod').map((object) => object.name),
    )
    if (names.size === 0) return
    const stored = await this.references.everyObject('TimePeriod', transaction)
    const { problems } = compilePeriods(
      Object.fromEntries(stored.map((period) => [period.name, periodDefinition(period)])),
    )
    const ours = problems.filter((problem) => problem.period !== undefined && names.has(problem.period))
    if (ours.length === 0) return
    throw new AppError('object.invalid', ours.map(problemLine).join('; '), { details: { problems: ours } })
  }
}

const SHOWN_USERS = 10

function isImportingTemplate(object: IcingaObject): boolean {
  return object.kind === 'template' && object.imports.length > 0
}

function periodDefinition({ properties, imports }: IcingaObject): Readonly<Record<string, unknown>> {
  const { ranges, includes, excludes, prefer_includes: preferIncludes } = properties
  const given = { ranges, includes, excludes, preferIncludes, imports }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}
