import type { DataListEntry } from '@director/database'
import { AppError, nearestName } from '@director/errors'

const SHOWN_NAMES = 10

/** There is no such list. */
export function listUnknown(name: string, names: readonly string[]): AppError {
  const nearest = nearestName(name, names)
  return new AppError('data-list.unknown', `there is no data list "${name}"`, {
    expected: nearest === undefined ? `one of ${names.join(', ') || '(there is none)'}` : `"${nearest}"?`,
    remedy: '`director data-lists list` shows all data lists',
    details: { name },
  })
}

/** Entries that should go are not there. */
export function unknownEntries(
  list: string,
  unknown: readonly string[],
  entries: readonly DataListEntry[],
): AppError {
  const [first = ''] = unknown
  const nearest = nearestName(
    first,
    entries.map(({ name }) => name),
  )
  return new AppError('data-list.unknown-entry', `data list "${list}" has no entry ${namesText(unknown)}`, {
    ...(nearest === undefined ? {} : { expected: `"${nearest}"?` }),
    remedy: `\`director data-lists show "${list}"\` shows its entries; nothing was taken away`,
    details: { list, entries: unknown },
  })
}

/** Import sources look into the list. */
export function listInUse(name: string, sources: readonly string[]): AppError {
  const noun = sources.length === 1 ? 'import source' : 'import sources'
  return new AppError(
    'data-list.in-use',
    `data list "${name}" is used by modifiers of ${noun} ${namesText(sources)}`,
    { remedy: 'Change or delete what uses it first', details: { name, sources } },
  )
}

/** Somebody else was faster. */
export function changedMeanwhile(name: string): AppError {
  return new AppError(
    'data-list.changed-meanwhile',
    `data list "${name}" was changed or deleted by somebody else meanwhile`,
    { remedy: 'Look at it again and repeat your change', details: { name } },
  )
}

function namesText(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN_NAMES).map((name) => `"${name}"`)
  return `${shown.join(', ')}${names.length > SHOWN_NAMES ? ' and more' : ''}`
}
