import type { ImportSourceState, ShownImportSource } from '@director/imports'
import type { Colors } from 'picocolors/types.js'

/** The state of an import source in its colour, and whether an import is held whatever came after it. */
export function sourceState({ state, installed, heldAt }: ShownImportSource, colours: Colors): string {
  if (!installed) return colours.red('not installed')
  const paint: Readonly<Record<ImportSourceState, (text: string) => string>> = {
    unknown: colours.dim,
    'in-sync': colours.green,
    'pending-changes': colours.yellow,
    held: colours.yellow,
    failing: colours.red,
  }
  const held = heldAt === null || state === 'held' ? '' : `, ${colours.yellow('held')}`
  return `${paint[state](state)}${held}`
}
