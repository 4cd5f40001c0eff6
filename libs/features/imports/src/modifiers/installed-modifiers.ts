import { Injectable } from '@nestjs/common'
import { DiscoveryService } from '@nestjs/core'
import { AppError } from '@director/errors'
import { providedModifiersOf } from '@director/kit'
import { createModifierRegistry, type Modifier, type ModifierRegistry } from '@director/modifiers'
import { declaredModifier } from './declared-modifier.js'

/** A property modifier with the module that brought it. */
export interface InstalledModifier {
  readonly modifier: Modifier
  readonly moduleName: string
}

/**
 * The property modifiers of this installation: all that Nest modules provide with `provideModifiers`, the built-in
 * ones like those of extensions.
 *
 * @throws AppError `modifier.duplicate-type`, `modifier.invalid-declaration` while starting
 */
@Injectable()
export class InstalledModifiers implements ModifierRegistry {
  readonly all: readonly Modifier[]
  private readonly installed: readonly InstalledModifier[]
  private readonly registry: ModifierRegistry

  constructor(discovery: DiscoveryService) {
    this.installed = discoverModifiers(discovery)
    this.all = this.installed.map(({ modifier }) => modifier)
    this.registry = createModifierRegistry(this.all)
  }

  has(type: string): boolean {
    return this.registry.has(type)
  }

  /** @throws AppError `modifier.unknown`, naming the nearest type */
  get(type: string): Modifier {
    return this.registry.get(type)
  }

  /** All installed modifiers, sorted by their stored type. */
  list(): readonly InstalledModifier[] {
    return this.installed
  }
}

function discoverModifiers(discovery: DiscoveryService): readonly InstalledModifier[] {
  const installed = new Map<string, InstalledModifier>()
  for (const provider of discovery.getProviders()) {
    const moduleName = provider.host?.metatype?.name ?? 'unknown module'
    for (const provided of providedModifiersOf(provider.instance) ?? []) {
      const found = { modifier: declaredModifier(provided, moduleName), moduleName }
      const { type } = found.modifier
      const before = installed.get(type)
      // The same modifier provided by two modules is still one.
      if (before?.modifier === found.modifier) continue
      if (before !== undefined) throw declaredTwice(before, found)
      installed.set(type, found)
    }
  }
  return [...installed.values()].sort((left, right) => (left.modifier.type < right.modifier.type ? -1 : 1))
}

function declaredTwice(first: InstalledModifier, second: InstalledModifier): AppError {
  const { type } = second.modifier
  const [one, other] = [first, second].map(
    ({ modifier, moduleName }) => `"${modifier.title}" of ${moduleName}`,
  )
  return new AppError(
    'modifier.duplicate-type',
    `modifier type "${type}" is declared twice: by ${one} and by ${other}`,
    {
      remedy: 'Give one of them a type of its own, or install only one of the packages',
      details: { type, modules: [first.moduleName, second.moduleName] },
    },
  )
}
