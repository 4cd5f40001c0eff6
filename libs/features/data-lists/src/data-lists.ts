import { Injectable } from '@nestjs/common'
import {
  DataListEntryStore,
  DataListStore,
  type ChangedDataList,
  type DataList,
  type DataListEntry,
  type EntryChanges,
} from '@director/database'
import type { JsonValue } from '@director/icinga-objects'
import { DataListEdit, NewDataList } from './data-list-input.js'
import { changedMeanwhile, listInUse, listUnknown, unknownEntries } from './data-list-failure.js'
import { checkedEntries, parseWritten } from './parse-written.js'

/** A data list with its entries, in the form operators write it. */
export interface ShownDataList extends DataList {
  readonly entries: Readonly<Record<string, JsonValue>>
}

/** What became of a list: its facts, and how many entries were stored or removed. */
export interface DataListChange extends DataList {
  /** False when everything was like that already. */
  readonly isChanged: boolean
  readonly changes: EntryChanges
}

/** What operators do with data lists. Whatever is wrong is told at once, and nothing is stored then. */
@Injectable()
export class DataLists {
  constructor(
    private readonly store: DataListStore,
    private readonly entries: DataListEntryStore,
  ) {}

  /** All lists without their entries, by name. */
  async list(): Promise<readonly DataList[]> {
    return this.store.list()
  }

  /** @throws AppError `data-list.unknown` with the nearest name */
  async get(name: string): Promise<ShownDataList> {
    const list = await this.stored(name)
    const entries = (await this.entriesOf(name)).map((entry) => [entry.name, entry.value] as const)
    return { ...list, entries: Object.fromEntries(entries) }
  }

  /** The entries of a list, by name. @throws AppError `data-list.unknown` */
  async entriesOf(name: string): Promise<readonly DataListEntry[]> {
    return (await this.entries.find(name)) ?? (await this.refuseUnknown(name))
  }

  /** @throws AppError `data-list.invalid` with every problem, `data-list.name-taken` */
  async create(written: unknown): Promise<DataList> {
    const { name, description = '', entries = {} } = parseWritten(NewDataList, written)
    return this.store.create({ name, description }, checkedEntries(name, entries))
  }

  /**
   * Changes the fields that are written; `entries` replaces all entries. A list nothing of which changes keeps its
   * revision.
   *
   * @param revision of the list the change was made from; default: the present one
   * @throws AppError those of {@link create}, `data-list.unknown`, `data-list.changed-meanwhile`, `data-list.in-use` when
   *   a name that import sources use would change
   */
  async edit(name: string, written: unknown, revision?: number): Promise<DataListChange> {
    const current = await this.stored(name, revision)
    const input = parseWritten(DataListEdit, written, name)
    const entries = input.entries === undefined ? undefined : checkedEntries(name, input.entries)
    if (input.name !== undefined && input.name !== name) await this.refuseUsed(name)
    const list = { name: input.name ?? name, description: input.description ?? current.description }
    return changed(name, await this.store.edit(current, list, entries))
  }

  /**
   * Adds entries, or gives those that exist other values; the others stay, also those somebody else sets meanwhile.
   *
   * @param revision when given, the list must still have it
   * @throws AppError `data-list.unknown`, `data-list.invalid`, `data-list.changed-meanwhile`
   */
  async setEntries(name: string, entries: unknown, revision?: number): Promise<DataListChange> {
    const { id } = await this.stored(name, revision)
    return changed(name, await this.store.setEntries({ id, revision }, checkedEntries(name, entries)))
  }

  /** @throws AppError those of {@link setEntries}, `data-list.unknown-entry` when one of the names is not there */
  async unsetEntries(name: string, names: readonly string[], revision?: number): Promise<DataListChange> {
    const { id } = await this.stored(name, revision)
    const unknown = await this.entries.unknownOf(id, names)
    if (unknown.length > 0) throw unknownEntries(name, unknown, await this.entriesOf(name))
    return changed(name, await this.store.unsetEntries({ id, revision }, names))
  }

  /** @throws AppError `data-list.unknown`, `data-list.in-use` naming the import sources that look into it */
  async delete(name: string): Promise<void> {
    await this.refuseUsed(name)
    if (!(await this.store.delete(name))) await this.refuseUnknown(name)
  }

  private async stored(name: string, revision?: number): Promise<DataList> {
    const found = (await this.store.find(name)) ?? (await this.refuseUnknown(name))
    if (revision !== undefined && revision !== found.revision) throw changedMeanwhile(name)
    return found
  }

  private async refuseUsed(name: string): Promise<void> {
    const sources = await this.entries.sourcesUsing(name)
    if (sources.length > 0) throw listInUse(name, sources)
  }

  private async refuseUnknown(name: string): Promise<never> {
    throw listUnknown(name, await this.entries.listNames())
  }
}

function changed(name: string, outcome: ChangedDataList | undefined): DataListChange {
  if (outcome === undefined) throw changedMeanwhile(name)
  const { list, isChanged, changes } = outcome
  return { ...list, isChanged, changes }
}
