import { shown, type Problem } from '@director/errors'
import type { IcingaObject, JsonValue, ObjectKind } from './icinga-object.js'
import { findProperty } from './types/object-type.js'
import { findObjectType } from './types/registry.js'
import { validateObject } from './validate-object.js'
import { readBoolean, readNames, readPropertyValue } from './values/property-value.js'

/** What came of reading a written object: the object in stored form, or everything that is wrong with it. */
export type WrittenObjectReading =
  | { readonly kind: 'object'; readonly object: IcingaObject }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] }

/** Members of a written object that are not properties of its type. */
const FRAME = new Set(['type', 'name', 'kind', 'disabled', 'imports', 'vars'])

/**
 * Reads an object as people write it in YAML and JSON: `type`, `name`, `kind`, `disabled`, `imports`, `vars`, and beside
 * them the properties of the type. Values may have any of the accepted spellings; nulls are left out.
 *
 * @example readWrittenObject({ type: 'Host', name: 'web1', imports: 'linux', address: '192.0.2.1' })
 */
export function readWrittenObject(written: unknown): WrittenObjectReading {
  if (!isRecord(written)) {
    const expected = 'names with values: type, name, and the properties of the type'
    return { kind: 'problems', problems: [{ place: 'the object', expected, received: shown(written) }] }
  }
  const frame = readFrame(written)
  const properties = readProperties(frame.type, written)
  const object = { ...frame.object, properties: properties.values }
  const problems = [...frame.problems, ...properties.problems]
  const places = new Set(problems.map((problem) => problem.place))
  const all = [...problems, ...validateObject(object).filter((problem) => !places.has(problem.place))]
  return all.length === 0 ? { kind: 'object', object } : { kind: 'problems', problems: all }
}

/** The form {@link readWrittenObject} reads, without what is empty or usual. */
export function writtenForm(object: IcingaObject): Readonly<Record<string, JsonValue>> {
  return {
    type: object.type,
    name: object.name,
    ...(object.kind === 'object' ? {} : { kind: object.kind }),
    ...(object.disabled ? { disabled: true } : {}),
    ...(object.imports.length === 0 ? {} : { imports: [...object.imports] }),
    ...object.properties,
    ...(Object.keys(object.vars).length === 0 ? {} : { vars: { ...object.vars } }),
  }
}

function readFrame(written: Readonly<Record<string, JsonValue>>) {
  const problems: Problem[] = []
  const { type, name, kind, disabled, imports, vars } = written
  const wrong = (place: string, expected: string) =>
    void problems.push({ place, expected, received: shown(written[place]) })

  const switched = readBoolean(disabled ?? false)
  if (switched === undefined) wrong('disabled', 'true or false')
  const templates = readNames(imports ?? null)
  if (templates === undefined) wrong('imports', 'a template name or a list of them')
  if (vars !== undefined && vars !== null && !isRecord(vars)) wrong('vars', 'names with values')
  if (typeof type !== 'string') wrong('type', 'the name of an object type, such as Host')
  if (typeof name !== 'string') wrong('name', 'a name')
  const known = typeof type === 'string' ? findObjectType(type) : undefined
  const object: IcingaObject = {
    type: known?.name ?? String(type),
    name: typeof name === 'string' ? name : '',
    kind: isKind(kind) ? kind : 'object',
    disabled: switched ?? false,
    imports: templates ?? [],
    vars: isRecord(vars) ? withoutNulls(vars) : {},
    properties: {},
  }
  if (kind !== undefined && !isKind(kind)) wrong('kind', 'object, template, apply or external')
  return { object, type: known, problems }
}

function readProperties(
  type: ReturnType<typeof findObjectType>,
  written: Readonly<Record<string, JsonValue>>,
) {
  const values: Record<string, JsonValue> = {}
  const problems: Problem[] = []
  for (const [name, raw] of Object.entries(written)) {
    if (FRAME.has(name) || raw === null) continue
    const property = type === undefined ? undefined : findProperty(type, name)
    const reading = property === undefined ? undefined : readPropertyValue(property, raw)
    if (reading?.kind === 'value') values[name] = reading.value
    else if (reading?.kind === 'refused')
      problems.push({ place: name, expected: reading.expected, received: shown(raw) })
    // Kept as it is: the validation names it as unknown.
    else if (reading === undefined) values[name] = raw
  }
  return { values, problems }
}

function withoutNulls(values: Readonly<Record<string, JsonValue>>): Record<string, JsonValue> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}

function isRecord(value: unknown): value is Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isKind(value: unknown): value is ObjectKind {
  return value === 'object' || value === 'template' || value === 'apply' || value === 'external'
}
