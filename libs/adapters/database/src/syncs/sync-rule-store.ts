import { SyncRule } from '@director/sync-plan'
import { Injectable } from '@nestjs/common'
import { Database, type Transaction } from '../database.js'

/** A sync rule as it lies in the database. */
export type StoredSyncRule = SyncRule & { readonly id: string; readonly revision: number }

const COLUMNS = `id, revision, name, object_type AS "objectType", update_policy AS "updatePolicy", purge,
  purge_action AS "purgeAction", purge_empty_source AS "purgeEmptySource", filter, description, properties`

/** Stores sync rules. */
@Injectable()
export class SyncRuleStore {
  constructor(private readonly database: Database) {}

  async list(): Promise<readonly StoredSyncRule[]> {
    const rows = await this.database.query<StoredRow>(`SELECT ${COLUMNS} FROM sync_rule ORDER BY name`)
    return rows.map(readRule)
  }

  async find(name: string): Promise<StoredSyncRule | undefined> {
    const [row] = await this.database.query<StoredRow>(`SELECT ${COLUMNS} FROM sync_rule WHERE name = $1`, [
      name,
    ])
    return row === undefined ? undefined : readRule(row)
  }

  /** @returns false when a rule of this name exists */
  async create(rule: SyncRule): Promise<boolean> {
    const rows = await this.database.query(
      `INSERT INTO sync_rule (name, object_type, update_policy, purge, purge_action, purge_empty_source, filter,
         description, properties)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (name) DO NOTHING RETURNING id`,
      valuesOf(rule),
    )
    return rows.length === 1
  }

  /**
   * Replaces a rule; a new name is carried over to the objects the rule owns.
   *
   * @returns false when the rule changed since `revision` was read, or the new name is taken
   */
  async replace(stored: StoredSyncRule, rule: SyncRule): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      const rows = await transaction.query(
        `UPDATE sync_rule SET name = $1, object_type = $2, update_policy = $3, purge = $4, purge_action = $5,
           purge_empty_source = $6, filter = $7, description = $8, properties = $9,
           revision = revision + 1, updated_at = now()
         WHERE id = $10 AND revision = $11
           AND NOT EXISTS (SELECT FROM sync_rule other WHERE other.name = $1 AND other.id <> $10)
         RETURNING id`,
        [...valuesOf(rule), stored.id, stored.revision],
      )
      if (rows.length === 1 && rule.name !== stored.name) await passOn(transaction, stored.name, rule.name)
      return rows.length === 1
    })
  }

  /** Deletes a rule. Its objects stay and belong to nobody. @returns false when there is none of this name */
  async delete(name: string): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      const rows = await transaction.query('DELETE FROM sync_rule WHERE name = $1 RETURNING id', [name])
      if (rows.length === 1) await passOn(transaction, name, null)
      return rows.length === 1
    })
  }
}

type StoredRow = Omit<StoredSyncRule, 'filter'> & { readonly filter: string | null }

function readRule({ id, revision, filter, ...row }: StoredRow): StoredSyncRule {
  return { ...SyncRule.parse({ ...row, ...(filter === null ? {} : { filter }) }), id, revision }
}

function valuesOf(rule: SyncRule): readonly unknown[] {
  return [
    rule.name,
    rule.objectType,
    rule.updatePolicy,
    rule.purge,
    rule.purgeAction,
    rule.purgeEmptySource,
    rule.filter ?? null,
    rule.description,
    JSON.stringify(rule.properties),
  ]
}

async function passOn(transaction: Transaction, owner: string, next: string | null): Promise<void> {
  await transaction.query('UPDATE icinga_object SET owner_rule = $2 WHERE owner_rule = $1', [owner, next])
}
