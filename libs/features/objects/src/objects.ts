import {
  Database,
  ObjectChangeStore,
  ObjectStore,
  type ChangeAuthor,
  type ObjectQuery,
  type StoredObject,
  type Transaction,
} from '@director/database'
import { AppError } from '@director/errors'
import { equalObjects, getObjectType, writtenForm, type IcingaObject } from '@director/icinga-objects'
import { Injectable } from '@nestjs/common'
import { ObjectChecks } from './object-checks.js'
import { readObject, readObjects } from './read-objects.js'

/** An object as people write it: `type`, `name`, `kind`, `imports`, `vars` and the properties of the type. */
export type WrittenObject = Readonly<Record<string, unknown>>

/** What storing several objects did. */
export interface SavedObjects {
  readonly created: number
  readonly changed: number
  readonly unchanged: number
}

/** Makes, changes, deletes and finds Icinga objects by hand; every change is checked and written to the audit trail. */
@Injectable()
export class Objects {
  constructor(
    private readonly database: Database,
    private readonly objects: ObjectStore,
    private readonly changes: ObjectChangeStore,
    private readonly checks: ObjectChecks,
  ) {}

  /** One page of objects by name. @throws AppError `object-type.unknown` */
  async list(query: ObjectQuery): Promise<readonly StoredObject[]> {
    return this.objects.list({ ...query, type: getObjectType(query.type).name })
  }

  /** @throws AppError `object.unknown`, `object-type.unknown` */
  async get(type: string, name: string): Promise<StoredObject> {
    return this.stored(type, name)
  }

  /** @throws AppError `object.invalid` with every problem, `object.exists`, `object.missing-reference` */
  async create(written: WrittenObject, author: ChangeAuthor): Promise<StoredObject> {
    const object = readObject(written)
    await this.database.transaction(async (transaction) => {
      await this.changes.create(transaction, [{ object }], author)
      await this.checks.check(transaction, [object])
    })
    return this.stored(object.type, object.name)
  }

  /**
   * Changes what `changes` names and keeps the rest: null takes a property or variable away, variables are changed one
   * by one, lists are replaced.
   *
   * @throws AppError as {@link create}; `object.in-use` when a name in use would change, `object.changed-meanwhile`
   */
  async edit(
    type: string,
    name: string,
    changes: WrittenObject,
    author: ChangeAuthor,
  ): Promise<StoredObject> {
    const before = await this.stored(type, name)
    const present = writtenForm(before)
    const vars = { ...before.vars, ...Object(changes['vars']) }
    const after = readObject({ ...present, ...changes, ...(changes['vars'] === undefined ? {} : { vars }) })
    if (after.type !== before.type) throw typeFixed(before, after)
    await this.database.transaction((transaction) => this.replace(transaction, before, after, author))
    return this.stored(after.type, after.name)
  }

  /** @throws AppError `object.unknown`, `object.in-use` naming the users: other objects and, for periods, jobs */
  async delete(type: string, name: string, author: ChangeAuthor): Promise<void> {
    const object = await this.stored(type, name)
    await this.database.transaction(async (transaction) => {
      await this.checks.refuseUsed(transaction, object)
      await this.changes.delete(transaction, [object], author)
    })
  }

  /**
   * Stores several objects at once: new ones are created, existing ones replaced. They may name one another. All or
   * nothing.
   *
   * @throws AppError as {@link create}, with the problems of all objects
   */
  async save(written: readonly unknown[], author: ChangeAuthor): Promise<SavedObjects> {
    const objects = readObjects(written)
    return this.database.transaction(async (transaction) => {
      const pairs = []
      for (const after of objects) {
        pairs.push({ after, before: await this.objects.find(after.type, after.name, transaction) })
      }
      const created = pairs.filter(({ before }) => before === undefined)
      const modified = pairs.flatMap(({ before, after }) =>
        before === undefined || equalObjects(before, after) ? [] : [{ before, after }],
      )
      await this.changes.create(
        transaction,
        created.map(({ after }) => ({ object: after })),
        author,
      )
      await this.changes.modify(transaction, modified, author)
      await this.checks.check(
        transaction,
        [...created, ...modified].map(({ after }) => after),
      )
      const unchanged = objects.length - created.length - modified.length
      return { created: created.length, changed: modified.length, unchanged }
    })
  }

  private async replace(
    transaction: Transaction,
    before: StoredObject,
    after: IcingaObject,
    author: ChangeAuthor,
  ): Promise<void> {
    if (equalObjects(before, after)) return
    if (before.name !== after.name || before.kind !== after.kind)
      await this.checks.refuseUsed(transaction, before)
    await this.changes.modify(transaction, [{ before, after }], author)
    await this.checks.check(transaction, [after])
  }

  private async stored(type: string, name: string): Promise<StoredObject> {
    const { name: typeName, title } = getObjectType(type)
    const object = await this.objects.find(typeName, name)
    if (object !== undefined) return object
    throw new AppError('object.unknown', `there is no ${title} "${name}"`, {
      details: { type: typeName, name },
    })
  }
}

function typeFixed(before: IcingaObject, after: IcingaObject): AppError {
  return new AppError('object.invalid', `${before.type} "${before.name}": its type cannot change`, {
    expected: before.type,
    received: after.type,
  })
}
