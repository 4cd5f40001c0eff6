import type { z } from 'zod'
import {
  elementView,
  hasOtherProperties,
  isSecret,
  propertyNames,
  propertyView,
  viewOf,
  type SchemaView,
} from './schema-view.js'
import { isSealed, type SecretBox } from './secret-box.js'

/** Settings as they are stored and sent: a JSON object. */
export type Settings = Readonly<Record<string, unknown>>

/** Stands for a secret wherever settings are shown. */
export const MASK = '••••••'

/**
 * Lists the fields marked `.meta({ secret: true })`; `*` stands for every element or every key.
 *
 * @example secretPaths(z.object({ hosts: z.array(z.object({ token: secret })) })) // ['hosts.*.token']
 */
export function secretPaths(schema: z.ZodType): readonly string[] {
  return [...new Set(pathsOf(viewOf(schema), [], []))].toSorted()
}

/**
 * Replaces every secret by its encrypted form, whatever its type. Seal only clear values: a sealed one would
 * be sealed again.
 */
export function sealSecrets(schema: z.ZodType, settings: Settings, box: SecretBox): Settings {
  return replaceInObject(viewOf(schema), settings, (value) => box.encrypt(JSON.stringify(value)))
}

/**
 * Puts the clear values back. Values stored before their field became secret are passed on as they are.
 *
 * @throws AppError `secrets.wrong-key`, `secrets.not-sealed`
 */
export function openSecrets(schema: z.ZodType, stored: Settings, box: SecretBox): Settings {
  return replaceInObject(viewOf(schema), stored, (value) =>
    isSealed(value) ? JSON.parse(box.decrypt(value)) : value,
  )
}

/** Replaces every secret, sealed or clear, by {@link MASK}; what is not set stays so. */
export function maskSecrets(schema: z.ZodType, settings: Settings): Settings {
  return replaceInObject(viewOf(schema), settings, () => MASK)
}

/** The same for the value at one place of settings. */
export function maskBelow(view: SchemaView, value: unknown): unknown {
  return replace(view, value, () => MASK)
}

type Replacement = (secret: unknown) => unknown

function replaceInObject(view: SchemaView, object: object, replacement: Replacement): Settings {
  const entries = Object.entries(object).map(([name, value]) => [
    name,
    replace(propertyView(view, name), value, replacement),
  ])
  return Object.fromEntries(entries)
}

function replace(view: SchemaView, value: unknown, replacement: Replacement): unknown {
  if (value === undefined || value === null) return value
  if (isSecret(view)) return replacement(value)
  if (Array.isArray(value)) return value.map((element) => replace(elementView(view), element, replacement))
  return isPlainObject(value) ? replaceInObject(view, value, replacement) : value
}

/** Dates and other instances are values, not containers. */
export function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** @param above schemas on the way here: a recursive schema is listed once, its values are replaced at any depth */
function pathsOf(view: SchemaView, path: readonly string[], above: SchemaView): readonly string[] {
  if (isSecret(view)) return [path.join('.')]
  const known = new Set(above.map((node) => node.schema))
  const fresh = view.filter((node) => !known.has(node.schema))
  if (fresh.length === 0) return []
  const way = [...above, ...fresh]
  const named = propertyNames(fresh).flatMap((name) =>
    pathsOf(propertyView(fresh, name), [...path, name], way),
  )
  const others = hasOtherProperties(fresh)
    ? [propertyView(fresh, '*'), elementView(fresh)]
    : [elementView(fresh)]
  return [...named, ...others.flatMap((child) => pathsOf(child, [...path, '*'], way))]
}
