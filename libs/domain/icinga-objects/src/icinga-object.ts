/** Any value JSON can hold. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** `external` objects exist in Icinga outside this installation: they can be referred to, but are never rendered. */
export type ObjectKind = 'object' | 'template' | 'apply' | 'external'

/** An Icinga object as this installation manages it; relations by name. */
export interface IcingaObject {
  /** Icinga's name of the type: `Host`, `HostGroup`, `TimePeriod`. */
  readonly type: string
  readonly name: string
  readonly kind: ObjectKind
  readonly disabled: boolean
  /** Own, non-null properties only; the registry says which there are and how they are rendered. */
  readonly properties: Readonly<Record<string, JsonValue>>
  readonly vars: Readonly<Record<string, JsonValue>>
  /** Templates, weakest first. */
  readonly imports: readonly string[]
}
