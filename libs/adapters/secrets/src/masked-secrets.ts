import { isDeepStrictEqual } from 'node:util'
import type { Problem } from '@director/errors'
import type { z } from 'zod'
import { elementView, isSecret, propertyView, viewOf, type SchemaView } from './schema-view.js'
import { isPlainObject, MASK, maskBelow, type Settings } from './secret-settings.js'

/**
 * Puts stored secrets where somebody sent back the mask they were shown, so that what was shown can be edited and
 * stored again. Settings are found again by their name; elements of a list have none and may have moved, so the stored
 * element counts that has the same content apart from its secrets. Where none or several have, the mask is left:
 * a secret never comes to an element it was not written for.
 *
 * @param written settings as they came in
 * @param stored the present settings in clear text
 * @see leftMasks for the masks that could not be replaced
 */
export function restoreMasked(schema: z.ZodType, written: Settings, stored: Settings): Settings {
  return restoreProperties(viewOf(schema), written, stored)
}

/** Masks that stand for no stored secret, at whatever depth: each is a problem of its place. */
export function leftMasks(value: unknown, place: string): readonly Problem[] {
  if (value === MASK) {
    const expected = 'the secret written again: no stored one belongs to this place beyond doubt'
    return [{ place, expected, received: 'the mask of a secret' }]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, below]) => leftMasks(below, `${place}.${name}`))
}

function restoreProperties(view: SchemaView, written: object, stored: unknown): Settings {
  const entries = Object.entries(written).map(([name, value]) => {
    const present: unknown = Object.hasOwn(Object(stored), name) ? Object(stored)[name] : undefined
    return [name, restore(propertyView(view, name), value, present)]
  })
  return Object.fromEntries(entries)
}

function restore(view: SchemaView, written: unknown, stored: unknown): unknown {
  if (isSecret(view)) return written === MASK ? (stored ?? MASK) : written
  if (Array.isArray(written)) return restoreElements(view, written, Array.isArray(stored) ? stored : [])
  return isPlainObject(written) ? restoreProperties(view, written, stored) : written
}

function restoreElements(
  view: SchemaView,
  written: readonly unknown[],
  stored: readonly unknown[],
): readonly unknown[] {
  // Nothing was changed, so every element is at its old position: also those that nothing tells apart.
  if (isDeepStrictEqual(written, maskBelow(view, stored))) return stored
  const element = elementView(view)
  const contents = stored.map((entry) => contentOf(element, entry))
  return written.map((entry) => {
    const content = contentOf(element, entry)
    const same = stored.filter((_entry, index) => isDeepStrictEqual(contents[index], content))
    return restore(element, entry, same.length === 1 ? same[0] : undefined)
  })
}

/** What identifies an element: everything but its secrets, whether they are set or not. */
function contentOf(view: SchemaView, value: unknown): unknown {
  if (isSecret(view)) return undefined
  if (Array.isArray(value)) return value.map((element) => contentOf(elementView(view), element))
  if (!isPlainObject(value)) return value
  const open = Object.entries(value).filter(([name]) => !isSecret(propertyView(view, name)))
  return Object.fromEntries(open.map(([name, below]) => [name, contentOf(propertyView(view, name), below)]))
}
