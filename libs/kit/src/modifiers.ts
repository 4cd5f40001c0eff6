import type { Provider } from '@nestjs/common'
import type { Modifier } from '@director/modifiers'

// A symbol from the global registry: also equal when two copies of this package are loaded.
const PROVIDED_MODIFIERS = Symbol.for('director-jobs:modifiers')

/**
 * Makes property modifiers known: put the result among the providers of any Nest module, and the installation finds
 * them there.
 *
 * @example @Module({ providers: [provideModifiers(cutAt, shout)] }) class AcmeModule {}
 */
export function provideModifiers(...modifiers: readonly Modifier[]): Provider {
  return { provide: Symbol('modifiers'), useValue: { [PROVIDED_MODIFIERS]: modifiers } }
}

/** What {@link provideModifiers} was given; undefined for every other provider. Nothing of it was checked. */
export function providedModifiersOf(provided: unknown): readonly unknown[] | undefined {
  const modifiers: unknown = Object(provided)[PROVIDED_MODIFIERS]
  return Array.isArray(modifiers) ? modifiers : undefined
}
