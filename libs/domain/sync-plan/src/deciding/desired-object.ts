import { AppError, shown } from '@director/errors'
import {
  readBoolean,
  readNames,
  readPropertyValue,
  type JsonValue,
  type ObjectKind,
  type PropertyDescription,
} from '@director/icinga-objects'
import type { CompiledProperty, CompiledRule } from '../rule/compile-rule.js'

/** What a rule wants of one object. Only mapped values are present; null clears. */
export interface DesiredObject {
  /** Key of the rows it was made from, for messages. */
  readonly key: string
  readonly name: string
  readonly kind: ObjectKind
  /** Undefined when the rule does not map it. */
  readonly disabled: boolean | undefined
  readonly properties: ReadonlyMap<string, JsonValue>
  readonly vars: ReadonlyMap<string, JsonValue>
  /** Whether the rule maps all variables, so that others are removed even when merging. */
  readonly replacesVars: boolean
  /** Empty: nothing was said. */
  readonly imports: readonly string[]
  /** Sorted; empty: nothing was said. */
  readonly groups: readonly string[]
}

/**
 * An object while properties are applied to it, in their order: of several values for one destination the last that is
 * not null wins; `import`, `groups` and `vars.<name>[]` collect.
 */
export class ObjectDraft {
  /** Undefined until a property gives one: the key is the name then. */
  private name: JsonValue | undefined
  private kind: ObjectKind = 'object'
  private disabled: boolean | undefined
  private replacesVars = false
  private readonly properties = new Map<string, JsonValue>()
  private readonly vars = new Map<string, JsonValue>()
  private readonly imports = new Set<string>()
  private readonly groups = new Set<string>()
  private readonly collected = new Set<string>()

  constructor(
    private readonly rule: CompiledRule,
    private readonly key: string,
  ) {}

  /** @throws AppError `sync.value-refused` */
  apply(property: CompiledProperty, value: JsonValue): void {
    const { destination } = property
    switch (destination.kind) {
      case 'name':
        this.name = isEmpty(value) ? (this.name ?? null) : nameOf(value)
        return
      case 'object-type':
        this.kind = isEmpty(value) ? this.kind : kindOf(this.rule, value)
        return
      case 'disabled':
        this.disabled = isEmpty(value) ? (this.disabled ?? false) : booleanOf(value)
        return
      case 'imports':
        for (const name of namesOf(value)) this.addImport(name)
        return
      case 'groups':
        for (const name of namesOf(value)) this.groups.add(name)
        return
      case 'all-vars':
        this.replacesVars ||= property.replacesVars
        for (const [name, entry] of Object.entries(variablesOf(value))) setUnlessNull(this.vars, name, entry)
        return
      case 'var':
        setUnlessNull(this.vars, destination.name, value)
        return
      case 'var-list':
        this.collect(destination.name, value)
        return
      case 'property':
        setUnlessNull(
          this.properties,
          destination.property.name,
          propertyValueOf(destination.property, value),
        )
    }
  }

  /** @throws AppError `sync.name-missing` */
  finished(): DesiredObject {
    return {
      key: this.key,
      name: this.finishedName(),
      kind: this.kind,
      disabled: this.disabled,
      properties: this.properties,
      vars: this.vars,
      replacesVars: this.replacesVars,
      imports: [...this.imports],
      groups: [...this.groups].sort(),
    }
  }

  // A template named again counts at its later, stronger place.
  private addImport(name: string): void {
    this.imports.delete(name)
    this.imports.add(name)
  }

  private collect(name: string, value: JsonValue): void {
    const earlier = this.collected.has(name) ? this.vars.get(name) : undefined
    this.collected.add(name)
    const list: readonly JsonValue[] = Array.isArray(earlier) ? earlier : []
    const added: readonly JsonValue[] = Array.isArray(value) ? value : value === null ? [] : [value]
    this.vars.set(name, [...list, ...added])
  }

  private finishedName(): string {
    const name = this.name === undefined ? this.key : this.name
    if (isName(name)) return String(name)
    throw new AppError(
      'sync.name-missing',
      `key "${this.key}": property "object_name" gives no usable name`,
      { expected: 'text of 1 to 255 characters without "!"', received: shown(name) },
    )
  }
}

function setUnlessNull(values: Map<string, JsonValue>, name: string, value: JsonValue): void {
  if (value !== null || !values.has(name)) values.set(name, value)
}

function isEmpty(value: JsonValue): boolean {
  return value === null || value === ''
}

/** Tells whether a value can be the name of an object. */
export function isName(value: JsonValue): boolean {
  if (typeof value === 'number') return true
  return typeof value === 'string' && value.trim() !== '' && value.length <= 255 && !value.includes('!')
}

function nameOf(value: JsonValue): JsonValue {
  return typeof value === 'object' ? refuse('one name', value) : value
}

function kindOf(rule: CompiledRule, value: JsonValue): ObjectKind {
  const written = value === 'external_object' ? 'external' : value
  return rule.type.kinds.find((kind) => kind === written) ?? refuse(rule.type.kinds.join(', '), value)
}

function booleanOf(value: JsonValue): boolean {
  return readBoolean(value) ?? refuse('true, false, y, n, 1 or 0', value)
}

function namesOf(value: JsonValue): readonly string[] {
  return readNames(value) ?? refuse('a name or a list of names', value)
}

function variablesOf(value: JsonValue): { readonly [name: string]: JsonValue } {
  if (isEmpty(value)) return {}
  return isRecord(value) ? value : refuse('an object with names and values', value)
}

function isRecord(value: JsonValue): value is { readonly [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function propertyValueOf(property: PropertyDescription, value: JsonValue): JsonValue {
  const reading = readPropertyValue(property, value)
  if (reading.kind === 'refused') return refuse(reading.expected, value)
  return reading.kind === 'nothing' ? null : reading.value
}

function refuse(expected: string, value: JsonValue): never {
  throw new AppError('sync.value-refused', 'the value does not fit', { expected, received: shown(value) })
}
