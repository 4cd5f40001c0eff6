import type { DataListChange } from '@director/data-lists'

/** A number of entries: `1 entry`, `3 entries`. */
export function entriesText(count: number): string {
  return count === 1 ? '1 entry' : `${count} entries`
}

/** What a change did to a list: `data list "sites" changed: 2 entries set, 1 removed, now revision 4`. */
export function listChangeText(list: DataListChange): string {
  if (!list.isChanged) return `data list "${list.name}" is unchanged`
  const { stored, removed } = list.changes
  const parts = [
    ...(stored > 0 ? [`${entriesText(stored)} set`] : []),
    ...(removed > 0 ? [`${entriesText(removed)} removed`] : []),
    `now revision ${list.revision}`,
  ]
  return `data list "${list.name}" changed: ${parts.join(', ')}`
}
