import type { JsonValue } from '@director/icinga-objects'

/** A data list without its entries. */
export interface DataList {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly entryCount: number
  /** Grows with every change of the list or its entries; an edit names the one it was made from. */
  readonly revision: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** One entry: what is looked up, and what is found. */
export interface DataListEntry {
  readonly name: string
  readonly value: JsonValue
}

/** The fields of a data list operators write, beside its entries. */
export type WrittenDataList = Pick<DataList, 'name' | 'description'>

/** What a change did to the entries of a list. */
export interface EntryChanges {
  /** Entries that are new or have another value. */
  readonly stored: number
  readonly removed: number
}

/** A list after a change. */
export interface ChangedDataList {
  readonly list: DataList
  /** False when everything was like that already; the revision is the same then. */
  readonly isChanged: boolean
  readonly changes: EntryChanges
}
