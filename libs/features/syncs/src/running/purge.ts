import { SyncObjectStore, type PinnedImport } from '@director/database'
import { AppError } from '@director/errors'
import type { ObjectKind } from '@director/icinga-objects'
import { Injectable } from '@nestjs/common'
import type { SyncUnderWay } from './sync-context.js'

/** Removes objects the rule created and no row leads to any more. */
@Injectable()
export class Purge {
  constructor(private readonly objects: SyncObjectStore) {}

  /**
   * Objects that others still name are kept until nobody does. Rows the filter hides count as present.
   *
   * @throws AppError `sync.purge-guard` when a source has no rows at all and the rule does not allow that
   */
  async apply(sync: SyncUnderWay, imports: readonly PinnedImport[]): Promise<void> {
    const { purge, purgeAction, updatePolicy } = sync.rule.rule
    if (!purge || updatePolicy === 'update-only') return
    const vanished = await this.objects.markVanished(
      sync.transaction,
      sync.rule.type.name,
      sync.stored.name,
      { kinds: purgedKinds(sync), onlyEnabled: purgeAction === 'disable' },
    )
    if (vanished === 0) return
    refuseEmptySource(sync, imports, vanished)
    if (purgeAction === 'delete') await this.keepUsed(sync)
    const count = await this.objects.purge(sync.transaction, purgeAction, sync.context.author)
    if (purgeAction === 'delete') sync.counts.deleted += count
    else sync.counts.changed += count
  }

  // What stays may name others that vanished: asked again until nothing more has to stay.
  private async keepUsed(sync: SyncUnderWay): Promise<void> {
    for (;;) {
      const kept = await this.objects.keepUsed(sync.transaction, sync.rule.type.name)
      if (kept.length === 0) return
      sync.counts.keptInUse += kept.length
      for (const { name, userType, userName, place } of kept.slice(0, MOST_WARNINGS)) {
        sync.context.log.warn('vanished object kept because it is in use', {
          name,
          userType,
          userName,
          place,
        })
      }
    }
  }
}

const MOST_WARNINGS = 20

// What became a template or external by hand is no longer the rule's business.
function purgedKinds(sync: SyncUnderWay): readonly ObjectKind[] {
  const mapsKind = sync.rule.properties.some(({ destination }) => destination.kind === 'object-type')
  return mapsKind ? ['object', 'template'] : ['object']
}

function refuseEmptySource(sync: SyncUnderWay, imports: readonly PinnedImport[], vanished: number): void {
  const empty = imports.find((entry) => entry.rowCount === 0)
  const { purgeAction, purgeEmptySource, name } = sync.rule.rule
  if (empty === undefined || purgeEmptySource) return
  throw new AppError(
    'sync.purge-guard',
    `import source "${empty.source}" has no rows; ${vanished} objects would be ${purgeAction}d`,
    {
      remedy: 'Nothing was written. Check the source, or set purgeEmptySource if an empty source is right',
      details: { rule: name, source: empty.source, objects: vanished },
    },
  )
}
