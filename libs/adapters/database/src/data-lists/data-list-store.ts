import { Injectable } from '@nestjs/common'
import { AppError } from '@director/errors'
import { Database, type SqlSession, type Transaction } from '../database.js'
import { sqlFile } from '../sql-file.js'
import type { ChangedDataList, DataList, DataListEntry, EntryChanges, WrittenDataList } from './data-list.js'

const STORE_ENTRIES = sqlFile('./store-entries.sql', import.meta.url)
const LISTS = `
  SELECT id, name, description, revision, created_at AS "createdAt", updated_at AS "updatedAt",
    (SELECT count(*)::int FROM data_list_entry WHERE list_id = data_list.id) AS "entryCount"
  FROM data_list`
const NO_CHANGES: EntryChanges = { stored: 0, removed: 0 }

/** The list to change; with a revision only when it still has that one. */
interface ChangeTarget {
  readonly id: string
  readonly revision?: number | undefined
}

/** Writes data lists and their entries. Entries are compared, so that nothing is written that was there already. */
@Injectable()
export class DataListStore {
  constructor(private readonly database: Database) {}

  /** All lists, by name. */
  async list(): Promise<readonly DataList[]> {
    return this.database.query<DataList>(`${LISTS} ORDER BY name`)
  }

  async find(name: string, session: SqlSession = this.database): Promise<DataList | undefined> {
    const [found] = await session.query<DataList>(`${LISTS} WHERE name = $1`, [name])
    return found
  }

  /** @throws AppError `data-list.name-taken` */
  async create(list: WrittenDataList, entries: readonly DataListEntry[]): Promise<DataList> {
    return this.writing(list.name, async (transaction) => {
      const [created] = await transaction.query<{ id: string }>(
        'INSERT INTO data_list (name, description) VALUES ($1, $2) RETURNING id',
        [list.name, list.description],
      )
      await storeEntries(transaction, created?.id ?? '', entries, false)
      return stored(transaction, created?.id ?? '')
    })
  }

  /**
   * Changes name and description, and the entries when there are any given: those left out go.
   *
   * @returns undefined when the list was changed or deleted meanwhile
   * @throws AppError `data-list.name-taken`
   */
  async edit(
    target: ChangeTarget,
    list: WrittenDataList,
    entries?: readonly DataListEntry[],
  ): Promise<ChangedDataList | undefined> {
    return this.writing(list.name, (transaction) =>
      changing(
        transaction,
        target,
        async () =>
          entries === undefined ? NO_CHANGES : storeEntries(transaction, target.id, entries, true),
        list,
      ),
    )
  }

  /**
   * Adds entries and replaces those of the same names.
   *
   * @returns undefined when the list was deleted meanwhile, or has another revision than the one given
   */
  async setEntries(
    target: ChangeTarget,
    entries: readonly DataListEntry[],
  ): Promise<ChangedDataList | undefined> {
    return this.database.transaction((transaction) =>
      changing(transaction, target, () => storeEntries(transaction, target.id, entries, false)),
    )
  }

  /** Takes entries away; names that are not there are ignored. Undefined as for {@link setEntries}. */
  async unsetEntries(target: ChangeTarget, names: readonly string[]): Promise<ChangedDataList | undefined> {
    return this.database.transaction((transaction) =>
      changing(transaction, target, async () => {
        const removed = await transaction.query(
          'DELETE FROM data_list_entry WHERE list_id = $1 AND name = ANY ($2) RETURNING name',
          [target.id, names],
        )
        return { stored: 0, removed: removed.length }
      }),
    )
  }

  /** Deletes a list with its entries. @returns false when there is none of this name */
  async delete(name: string): Promise<boolean> {
    const deleted = await this.database.query('DELETE FROM data_list WHERE name = $1 RETURNING id', [name])
    return deleted.length > 0
  }

  private async writing<Result>(
    name: string,
    work: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await this.database.transaction(work)
    } catch (error) {
      throw explained(error, name)
    }
  }
}

/** Holds the row of the list, so that changes of its entries come one after the other. */
async function changing(
  transaction: Transaction,
  { id, revision }: ChangeTarget,
  change: () => Promise<EntryChanges>,
  written?: WrittenDataList,
): Promise<ChangedDataList | undefined> {
  const [present] = await transaction.query<WrittenDataList>(
    'SELECT name, description FROM data_list WHERE id = $1 AND revision = coalesce($2, revision) FOR UPDATE',
    [id, revision],
  )
  if (present === undefined) return undefined
  const { name, description } = written ?? present
  const changes = await change()
  const isRenamed = name !== present.name || description !== present.description
  const isChanged = isRenamed || changes.stored + changes.removed > 0
  if (isChanged) {
    await transaction.query(
      'UPDATE data_list SET name = $2, description = $3, revision = revision + 1, updated_at = now() WHERE id = $1',
      [id, name, description],
    )
  }
  return { list: await stored(transaction, id), isChanged, changes }
}

async function storeEntries(
  transaction: Transaction,
  listId: string,
  entries: readonly DataListEntry[],
  isWhole: boolean,
): Promise<EntryChanges> {
  const [changes] = await transaction.query<EntryChanges>(STORE_ENTRIES, [
    listId,
    entries.map(({ name }) => name),
    entries.map(({ value }) => JSON.stringify(value)),
    isWhole,
  ])
  return changes ?? NO_CHANGES
}

async function stored(transaction: Transaction, id: string): Promise<DataList> {
  const [list] = await transaction.query<DataList>(`${LISTS} WHERE id = $1`, [id])
  if (list === undefined) throw new Error(`data list ${id} is gone within its own transaction`)
  return list
}

// 23505: unique violation.
function explained(error: unknown, name: string): unknown {
  if (Object(error).code !== '23505') return error
  return new AppError('data-list.name-taken', `a data list "${name}" exists already`, {
    expected: 'a name no other data list has',
    remedy: 'Choose another name or edit the existing list',
    details: { name },
    cause: error,
  })
}
