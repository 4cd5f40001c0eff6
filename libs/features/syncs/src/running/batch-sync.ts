import {
  ObjectChangeStore,
  ReferenceStore,
  SyncObjectStore,
  type ModifiedObject,
  type NameMatch,
  type NewObject,
  type StoredObject,
} from '@director/database'
import { AppError } from '@director/errors'
import { decideChange, planRows, type DesiredObject, type RowGroup } from '@director/sync-plan'
import { Injectable } from '@nestjs/common'
import type { SyncUnderWay } from './sync-context.js'
import { ChangedObjects } from './changed-objects.js'

/** Brings the objects of one batch of rows to what the rule wants: one look-up and at most two writes a batch. */
@Injectable()
export class BatchSync {
  constructor(
    private readonly names: SyncObjectStore,
    private readonly changes: ObjectChangeStore,
    private readonly references: ReferenceStore,
  ) {}

  /** Begins a sync: waits for other syncs to end. */
  async begin(sync: SyncUnderWay): Promise<ChangedObjects> {
    await this.names.begin(sync.transaction)
    return new ChangedObjects(sync.rule, this.references)
  }

  /**
   * @param changed remembers what has to be checked once all batches are through
   * @throws AppError `sync.duplicate-name`, `sync.ambiguous-name`, what planning the rows throws
   */
  async apply(sync: SyncUnderWay, groups: readonly RowGroup[], changed: ChangedObjects): Promise<void> {
    if (groups.length === 0) return
    const planned = groups.map((group) => planRows(sync.rule, group))
    const names = planned.map((plan) => (plan.kind === 'hidden' ? { name: plan.name } : plan.object))
    const matches = await this.names.match(sync.transaction, sync.rule.type.name, names)
    const writes: BatchWrites = { created: [], modified: [] }
    for (const [index, plan] of planned.entries()) {
      sync.counts.rows += 1
      if (plan.kind === 'hidden') sync.counts.hidden += 1
      else decide(sync, plan.object, matches[index] ?? NO_MATCH, writes, changed)
    }
    await this.changes.create(sync.transaction, writes.created, sync.context.author)
    await this.changes.modify(sync.transaction, writes.modified, sync.context.author)
    sync.counts.created += writes.created.length
    sync.counts.changed += writes.modified.length
  }
}

interface BatchWrites {
  readonly created: NewObject[]
  readonly modified: ModifiedObject[]
}

const NO_MATCH: NameMatch = { existing: [], earlierKey: undefined }

// One line of the log tells enough; the counters tell how many there are.
const MOST_WARNINGS = 20

function decide(
  sync: SyncUnderWay,
  desired: DesiredObject,
  match: NameMatch,
  writes: BatchWrites,
  changed: ChangedObjects,
): void {
  refuseDuplicate(sync, desired, match)
  const decision = decideChange(sync.rule, desired, matchingObject(desired, match))
  switch (decision.kind) {
    case 'create':
      writes.created.push({ object: decision.after, ownerRule: sync.stored.name })
      changed.note(desired.key, decision.after)
      return
    case 'modify':
      writes.modified.push({ before: decision.before, after: decision.after })
      changed.note(desired.key, decision.after, decision.before)
      return
    case 'unchanged':
      sync.counts.unchanged += 1
      return
    case 'left-alone':
      sync.counts.leftAlone += 1
      return
    case 'protected':
      sync.counts.protected += 1
      if (sync.counts.protected <= MOST_WARNINGS) warnProtected(sync, desired, decision.existing)
  }
}

function warnProtected(sync: SyncUnderWay, desired: DesiredObject, { name, kind }: StoredObject): void {
  sync.context.log.warn('object protected', { key: desired.key, name, kind, wantedKind: desired.kind })
}

function refuseDuplicate(sync: SyncUnderWay, { name, key }: DesiredObject, match: NameMatch): void {
  if (match.earlierKey === undefined) return
  throw new AppError('sync.duplicate-name', `two rows make ${sync.rule.type.title} "${name}"`, {
    expected: 'names that differ in more than upper and lower case',
    received: `keys "${match.earlierKey}" and "${key}"`,
    remedy: 'Map object_name to something unique, or correct the source',
    details: { rule: sync.stored.name, keys: [match.earlierKey, key], name },
  })
}

// Names are compared in lower case; where that leaves several, only one spelled alike is the right one.
function matchingObject(desired: DesiredObject, match: NameMatch): StoredObject | undefined {
  const [first, second] = match.existing
  if (first === undefined || second === undefined || first.name === desired.name) return first
  throw new AppError(
    'sync.ambiguous-name',
    `key "${desired.key}": several objects have the name "${desired.name}"`,
    {
      expected: 'one object, upper and lower case aside',
      received: match.existing.map((object) => `"${object.name}"`).join(', '),
      remedy: 'Delete or rename all but one of them',
    },
  )
}
