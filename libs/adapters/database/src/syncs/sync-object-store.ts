import { referrersOf, type ObjectKind } from '@director/icinga-objects'
import { Injectable } from '@nestjs/common'
import type { Transaction } from '../database.js'
import type { ChangeAuthor, StoredObject } from '../objects/stored-object.js'
import { sqlFile } from '../sql-file.js'

const MATCH_NAMES = sqlFile('./match-names.sql', import.meta.url)
const MARK_VANISHED = sqlFile('./mark-vanished.sql', import.meta.url)
const KEEP_USED = sqlFile('./keep-used.sql', import.meta.url)
const DISABLE_VANISHED = sqlFile('./disable-vanished.sql', import.meta.url)
const DELETE_VANISHED = sqlFile('./delete-vanished.sql', import.meta.url)

// Syncs of different rules may create the same object: one after the other, whatever lane they run in.
const SYNC_LOCK = 'SELECT pg_advisory_xact_lock(2026112201)'

/** The name of the object a key leads to. */
export interface NamedKey {
  readonly name: string
  /** Absent for rows the filter hides: they protect the name from the purge and nothing else. */
  readonly key?: string
}

/** What is known about the name of one key. */
export interface NameMatch {
  /** Objects of this name; several only when they differ in case. The one spelled alike comes first. */
  readonly existing: readonly StoredObject[]
  /** Another key of this sync that led to the same name. */
  readonly earlierKey: string | undefined
}

/** A vanished object that stays because something names it. */
export interface KeptObject {
  readonly name: string
  /** Type of the object that names it, or `job`. */
  readonly userType: string
  readonly userName: string
  readonly place: string
}

/** What a sync asks about objects. All of it lives in the sync's transaction: its memory ends with it. */
@Injectable()
export class SyncObjectStore {
  /** Begins a sync: waits for other syncs to end and makes room to remember names. */
  async begin(transaction: Transaction): Promise<void> {
    await transaction.query(SYNC_LOCK)
    await transaction.query('CREATE TEMP TABLE sync_seen (name text PRIMARY KEY, key text) ON COMMIT DROP')
    await transaction.query('CREATE TEMP TABLE sync_vanished (id uuid, name text) ON COMMIT DROP')
  }

  /** Finds the objects a batch of keys leads to, in the order of the keys, and remembers their names. */
  async match(
    transaction: Transaction,
    type: string,
    keys: readonly NamedKey[],
  ): Promise<readonly NameMatch[]> {
    const rows = await transaction.query<MatchedRow>(MATCH_NAMES, [
      type,
      keys.map((entry) => entry.key ?? null),
      keys.map((entry) => entry.name),
    ])
    const matches: { existing: StoredObject[]; earlierKey: string | undefined }[] = keys.map(() => ({
      existing: [],
      earlierKey: undefined,
    }))
    for (const { ordinal, earlierKey, ...object } of rows) {
      const match = matches[ordinal - 1]
      if (match === undefined) continue
      match.earlierKey = earlierKey ?? undefined
      if (isStored(object)) match.existing.push(object)
    }
    return matches
  }

  /** Marks what a rule created and no remembered name leads to. @returns how many */
  async markVanished(
    transaction: Transaction,
    type: string,
    rule: string,
    which: { readonly kinds: readonly ObjectKind[]; readonly onlyEnabled: boolean },
  ): Promise<number> {
    const values = [type, rule, which.onlyEnabled, which.kinds]
    const [row] = await transaction.query<{ count: number }>(MARK_VANISHED, values)
    return row?.count ?? 0
  }

  /** Takes the mark from objects that others, which stay, still name; to be repeated until none is kept. */
  async keepUsed(transaction: Transaction, type: string): Promise<readonly KeptObject[]> {
    const places = referrersOf(type)
    return transaction.query<KeptObject>(KEEP_USED, [
      type,
      places.map((place) => place.type),
      places.map((place) => place.place),
    ])
  }

  /** Deletes or disables what is marked. @returns how many */
  async purge(transaction: Transaction, action: 'delete' | 'disable', author: ChangeAuthor): Promise<number> {
    const statement = action === 'delete' ? DELETE_VANISHED : DISABLE_VANISHED
    const [row] = await transaction.query<{ count: number }>(statement, [author.author, author.runId ?? null])
    return row?.count ?? 0
  }
}

type MatchedRow = { readonly ordinal: number; readonly earlierKey: string | null } & (
  StoredObject | { readonly [Column in keyof StoredObject]: null }
)

function isStored(
  row: StoredObject | { readonly [Column in keyof StoredObject]: null },
): row is StoredObject {
  return row.id !== null
}
