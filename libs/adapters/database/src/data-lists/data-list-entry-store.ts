import { Injectable } from '@nestjs/common'
import type { JsonValue } from '@director/icinga-objects'
import { Database } from '../database.js'
import type { DataListEntry } from './data-list.js'

/** Reads what is in data lists, and who looks into them. */
@Injectable()
export class DataListEntryStore {
  constructor(private readonly database: Database) {}

  /** The entries of a list, by name; undefined when there is no such list. */
  async find(listName: string): Promise<readonly DataListEntry[] | undefined> {
    // A list without entries gives one row of nulls.
    const rows = await this.database.query<{ name: string | null; value: JsonValue }>(
      `SELECT entry.name, entry.value FROM data_list LEFT JOIN data_list_entry entry ON entry.list_id = data_list.id
       WHERE data_list.name = $1 ORDER BY entry.name COLLATE "C"`,
      [listName],
    )
    if (rows.length === 0) return undefined
    return rows.flatMap(({ name, value }) => (name === null ? [] : [{ name, value }]))
  }

  /** Those of the names that no entry of the list has. */
  async unknownOf(listId: string, names: readonly string[]): Promise<readonly string[]> {
    const unknown = await this.database.query<{ name: string }>(
      `SELECT name FROM unnest($2::text[]) AS wanted (name)
       WHERE NOT EXISTS (SELECT FROM data_list_entry entry WHERE entry.list_id = $1 AND entry.name = wanted.name)`,
      [listId, names],
    )
    return unknown.map(({ name }) => name)
  }

  /** Names of all lists. */
  async listNames(): Promise<readonly string[]> {
    const lists = await this.database.query<{ name: string }>('SELECT name FROM data_list ORDER BY name')
    return lists.map(({ name }) => name)
  }

  /**
   * Names of the import sources with a modifier that looks into the list: one whose setting `datalist` is its name,
   * whatever its type.
   */
  async sourcesUsing(listName: string): Promise<readonly string[]> {
    const sources = await this.database.query<{ name: string }>(
      'SELECT name FROM import_source WHERE modifiers @> $1::jsonb ORDER BY name',
      [JSON.stringify([{ settings: { datalist: listName } }])],
    )
    return sources.map(({ name }) => name)
  }
}
