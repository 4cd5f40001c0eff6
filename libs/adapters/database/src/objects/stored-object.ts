import type { IcingaObject } from '@director/icinga-objects'

/** An object as it lies in the database. */
export interface StoredObject extends IcingaObject {
  readonly id: string
  /** Grows with every change; a change is refused when somebody else made one meanwhile. */
  readonly revision: number
  /** The sync rule that created the object: only it may purge it. */
  readonly ownerRule: string | null
}

/** An object that does not exist yet. */
export interface NewObject {
  readonly object: IcingaObject
  /** Name of the sync rule that creates it. */
  readonly ownerRule?: string
}

/** An object that is to be replaced by another state of itself. */
export interface ModifiedObject {
  readonly before: StoredObject
  readonly after: IcingaObject
}

/** Who changes objects; written into the audit trail. */
export interface ChangeAuthor {
  readonly author: string
  /** The run that changes them, if one does. */
  readonly runId?: string
}

/** Columns of `icinga_object` in the shape of {@link StoredObject}; `o` is the table. */
export const STORED_OBJECT_COLUMNS = `o.id, o.type, o.name, o.kind::text AS kind, o.disabled, o.properties, o.vars,
  o.imports, o.revision, o.owner_rule AS "ownerRule"`
