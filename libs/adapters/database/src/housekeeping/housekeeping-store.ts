import { Injectable } from '@nestjs/common'
import { lockConfigurations } from '../configurations/configuration-lock.js'
import { Database } from '../database.js'
import type { CleanupTask, Retention } from './cleanup-task.js'

/** Counts and deletes what is kept no longer. */
@Injectable()
export class HousekeepingStore {
  constructor(private readonly database: Database) {}

  /** How many rows a task would delete now. */
  async count(task: CleanupTask, retention: Retention): Promise<number> {
    const values = task.values(retention)
    if (values === undefined) return 0
    const [row] = await this.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM (${task.expired}) AS expired`,
      values,
    )
    return row?.count ?? 0
  }

  /**
   * Deletes at most one batch, in a transaction of its own.
   *
   * @returns rows deleted; fewer than the batch size: nothing is left
   */
  async deleteBatch(task: CleanupTask, retention: Retention): Promise<number> {
    const values = task.values(retention)
    if (values === undefined) return 0
    return this.database.transaction(async (transaction) => {
      if (task.locksConfigurations) await lockConfigurations(transaction)
      const [row] = await transaction.query<{ count: number }>(deletion(task), values)
      return row?.count ?? 0
    })
  }
}

// By place: the rows were just found, and no key has to be looked up again. A row that was changed meanwhile has
// another place and stays.
function deletion({ table, expired, batchSize }: CleanupTask): string {
  return `
    WITH deleted AS (
      DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM (${expired}) AS expired LIMIT ${batchSize})) RETURNING 1
    )
    SELECT count(*)::int AS count FROM deleted`
}
