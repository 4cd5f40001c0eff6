import { equalObjects, type IcingaObject, type JsonValue } from '@director/icinga-objects'
import type { CompiledRule } from '../rule/compile-rule.js'
import type { UpdatePolicy } from '../rule/sync-rule.js'
import type { DesiredObject } from './desired-object.js'

/** What is to be done about one desired object. */
export type ObjectDecision<Existing extends IcingaObject = IcingaObject> =
  | { readonly kind: 'create'; readonly after: IcingaObject }
  | { readonly kind: 'modify'; readonly before: Existing; readonly after: IcingaObject }
  | { readonly kind: 'unchanged' }
  /** The policy does not touch it: `ignore` and it exists, or `update-only` and it does not. */
  | { readonly kind: 'left-alone' }
  /** A template or external object (or the other way round) has the name already; a sync never changes a kind. */
  | { readonly kind: 'protected'; readonly existing: Existing }

/** Holds variables per service for hosts; only people write it, so a sync always keeps it. */
const SERVICE_OVERRIDES = '_override_servicevars'
/** Properties that are not configuration and survive the policy `override`. */
const KEPT_PROPERTIES: readonly string[] = ['api_key']

/**
 * Decides what a rule does about one object, given the one that exists under the same name (compared in lower case).
 *
 * @see Director: update policies of sync rules. Deliberately different: templates and external objects are protected,
 *   list properties that are not mapped survive a merge.
 */
export function decideChange<Existing extends IcingaObject>(
  rule: CompiledRule,
  desired: DesiredObject,
  existing: Existing | undefined,
): ObjectDecision<Existing> {
  const policy = rule.rule.updatePolicy
  if (existing === undefined) {
    if (policy === 'update-only') return { kind: 'left-alone' }
    return { kind: 'create', after: replaced(rule, desired, undefined) }
  }
  if (existing.kind !== desired.kind) return { kind: 'protected', existing }
  if (policy === 'ignore') return { kind: 'left-alone' }
  const after = objectAfter(policy, rule, desired, existing)
  return equalObjects(existing, after) ? { kind: 'unchanged' } : { kind: 'modify', before: existing, after }
}

function objectAfter(
  policy: Exclude<UpdatePolicy, 'ignore'>,
  rule: CompiledRule,
  desired: DesiredObject,
  existing: IcingaObject,
): IcingaObject {
  return policy === 'override' ? replaced(rule, desired, existing) : merged(rule, desired, existing)
}

function replaced(
  rule: CompiledRule,
  desired: DesiredObject,
  existing: IcingaObject | undefined,
): IcingaObject {
  const kept = Object.entries(existing?.properties ?? {}).filter(([name]) => KEPT_PROPERTIES.includes(name))
  return {
    type: rule.type.name,
    name: desired.name,
    kind: desired.kind,
    disabled: desired.disabled ?? false,
    properties: assigned(Object.fromEntries(kept), [...desired.properties, ...groupsOf(desired)]),
    vars: withServiceOverrides(assigned({}, desired.vars), existing),
    imports: desired.imports,
  }
}

function merged(rule: CompiledRule, desired: DesiredObject, existing: IcingaObject): IcingaObject {
  return {
    type: rule.type.name,
    name: desired.name,
    kind: desired.kind,
    disabled: desired.disabled ?? existing.disabled,
    properties: assigned(existing.properties, [...desired.properties, ...groupsOf(desired)]),
    vars: withServiceOverrides(assigned(desired.replacesVars ? {} : existing.vars, desired.vars), existing),
    imports: desired.imports.length > 0 ? desired.imports : existing.imports,
  }
}

function groupsOf(desired: DesiredObject): readonly [string, JsonValue][] {
  return desired.groups.length === 0 ? [] : [['groups', [...desired.groups]]]
}

function assigned(
  values: Readonly<Record<string, JsonValue>>,
  changes: Iterable<readonly [string, JsonValue]>,
): Record<string, JsonValue> {
  const result = new Map(Object.entries(values))
  for (const [name, value] of changes) {
    if (value === null) result.delete(name)
    else result.set(name, value)
  }
  return Object.fromEntries(result)
}

function withServiceOverrides(
  vars: Record<string, JsonValue>,
  existing: IcingaObject | undefined,
): Record<string, JsonValue> {
  const { [SERVICE_OVERRIDES]: _, ...others } = vars
  const stored = existing?.vars[SERVICE_OVERRIDES]
  if (existing === undefined) return vars
  return stored === undefined ? others : { ...others, [SERVICE_OVERRIDES]: stored }
}
