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
import {
  decideChange,
  planRows,
  type DesiredObject,
  type PlannedRows,
  type RowGroup,
} from '@director/sync-plan'
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
    const keys = planned.map((plan) => (plan.kind === 'hidden' ? plan : plan.object))
    const matches = await this.names.match(sync.transaction, sync.rule.type.name, keys)
    const created: NewObject[] = []
    const modified: ModifiedObject[] = []
    for (const [index, plan] of planned.entries()) {
      sync.counts.rows += 1
      const match = matches[index] ?? NO_MATCH
      if (plan.kind === 'hidden') {
        sync.counts.hidden += 1
        continue
      }
      refuseDuplicate(sync, plan, match)
      this.decide(sync, plan.object, matchingObject(sync, plan.object, match), created, modified)
    }
    for (const { object } of created) changed.note(object)
    for (const { before, after } of modified) changed.note(after, before)
    await this.changes.create(sync.transaction, created, sync.context.author)
    await this.changes.modify(sync.transaction, modified, sync.context.author)
    sync.counts.created += created.length
    sync.counts.changed += modified.length
  }

  private decide(
    sync: SyncUnderWay,
    desired: DesiredObject,
    existing: StoredObject | undefined,
    created: NewObject[],
    modified: ModifiedObject[],
  ): void {
    const decision = decideChange(sync.rule, desired, existing)
    switch (decision.kind) {
      case 'create':
        created.push({ object: decision.after, ownerRule: sync.stored.name })
        return
      case 'modify':
        modified.push({ before: decision.before, after: decision.after })
        return
      case 'unchanged':
        sync.counts.unchanged += 1
        return
      case 'left-alone':
        sync.counts.leftAlone += 1
        return
      case 'protected':
        sync.counts.protected += 1
        sync.context.log.warn('object protected', {
          key: desired.key,
          name: decision.existing.name,
          kind: decision.existing.kind,
          wantedKind: desired.kind,
        })
    }
  }
}

const NO_MATCH: NameMatch = { existing: [], earlierKey: undefined }

function refuseDuplicate(
  sync: SyncUnderWay,
  plan: Extract<PlannedRows, { kind: 'desired' }>,
  match: NameMatch,
): void {
  if (match.earlierKey === undefined) return
  const { name, key } = plan.object
  throw new AppError(
    'sync.duplicate-name',
    `sync rule "${sync.stored.name}": two rows make ${sync.rule.type.title} "${name}"`,
    {
      expected: 'names that differ in more than upper and lower case',
      received: `keys "${match.earlierKey}" and "${key}"`,
      remedy: 'Map object_name to something unique, or correct the source',
      details: { rule: sync.stored.name, keys: [match.earlierKey, key], name },
    },
  )
}

// Names are compared in lower case; where that leaves several, only one spelled alike is the right one.
function matchingObject(
  sync: SyncUnderWay,
  desired: DesiredObject,
  match: NameMatch,
): StoredObject | undefined {
  const [first, second] = match.existing
  if (first === undefined || second === undefined || first.name === desired.name) return first
  throw new AppError(
    'sync.ambiguous-name',
    `sync rule "${sync.stored.name}": key "${desired.key}": several objects have the name "${desired.name}"`,
    {
      expected: 'one object, upper and lower case aside',
      received: match.existing.map((object) => `"${object.name}"`).join(', '),
      remedy: 'Delete or rename all but one of them',
    },
  )
}
