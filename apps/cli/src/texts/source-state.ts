import type { ImportSourceState, ShownImportSource } from '@director/imports'
import type { Colors } from 'picocolors/types.js'

/** The state of an import source in its colour. */
export function sourceState({ state, installed }: ShownImportSource, colours: Colors): string {
  if (!installed) return colours.red('not installed')
  const paint: Readonly<Record<ImportSourceState, (text: string) => string>> = {
    unknown: colours.dim,
    'in-sync': colours.green,
    'pending-changes': colours.yellow,
    held: colours.yellow,
    failing: colours.red,
  }
  return paint[state](state)
}
