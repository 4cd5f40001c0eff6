import { AppError, nearestName } from '@director/errors'
import type { Modifier } from './define-modifier.js'

/** The modifiers that can be used: the built-in ones and those of extensions. */
export interface ModifierRegistry {
  readonly all: readonly Modifier[]
  has(type: string): boolean
  /** @throws AppError `modifier.unknown` with the nearest type when no such modifier is installed */
  get(type: string): Modifier
}

/**
 * Makes a registry.
 *
 * @throws AppError `modifier.duplicate-type` when two modifiers have the same type
 */
export function createModifierRegistry(modifiers: readonly Modifier[]): ModifierRegistry {
  const byType = new Map<string, Modifier>()
  for (const modifier of modifiers) {
    if (byType.has(modifier.type)) {
      throw new AppError('modifier.duplicate-type', `two modifiers have the type "${modifier.type}"`, {
        expected: 'every modifier to have a type of its own',
        received: `${byType.get(modifier.type)?.title ?? ''}, ${modifier.title}`,
      })
    }
    byType.set(modifier.type, modifier)
  }
  return {
    all: modifiers,
    has: (type) => byType.has(type),
    get: (type) => {
      const modifier = byType.get(type)
      if (modifier !== undefined) return modifier
      const nearest = nearestName(type, [...byType.keys()])
      throw new AppError('modifier.unknown', `there is no modifier "${type}"`, {
        expected: nearest === undefined ? 'the type of an installed modifier' : `"${nearest}"?`,
        received: `"${type}"`,
        remedy: 'Correct the type, or install the extension that brings it',
        details: { type },
      })
    },
  }
}
