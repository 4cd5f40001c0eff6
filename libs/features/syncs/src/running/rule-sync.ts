import {
  Database,
  SyncRunStore,
  SyncSourceStore,
  type PinnedImport,
  type StoredSyncRule,
} from '@director/database'
import { AppError, within } from '@director/errors'
import { RunCancelled } from '@director/kit'
import { compileRule, RowGrouping } from '@director/sync-plan'
import { Injectable } from '@nestjs/common'
import { BatchSync } from './batch-sync.js'
import { Purge } from './purge.js'
import { stopWhenAborted, type SyncContext, type SyncUnderWay } from './sync-context.js'
import { hasChanges, noCounts, type SyncOutcome } from './sync-outcome.js'

/** Rows taken from the database at once; memory stays the same however many there are. */
const BATCH_ROWS = 5_000

/** Applies one sync rule to the rows its sources imported last. */
@Injectable()
export class RuleSync {
  constructor(
    private readonly database: Database,
    private readonly sources: SyncSourceStore,
    private readonly batches: BatchSync,
    private readonly purge: Purge,
    private readonly runs: SyncRunStore,
  ) {}

  /**
   * All or nothing: everything is written in one transaction. When the context only asks for a check, the same is done
   * and taken back, so that a check finds exactly what applying would.
   *
   * @throws AppError `sync.never-imported`, `sync.unknown-source`, `sync.missing-reference`, `sync.purge-guard` and what
   *   planning a row throws; all with the rule's name, nothing written
   */
  async apply(stored: StoredSyncRule, context: SyncContext): Promise<SyncOutcome> {
    const rule = compileRule(stored)
    const counts = noCounts()
    try {
      await this.database.transaction(async (transaction) => {
        await this.work({ transaction, stored, rule, context, counts })
        if (!context.applyChanges) throw new Checked()
      })
    } catch (error) {
      if (!(error instanceof Checked)) throw explained(stored, error)
    }
    return { rule: stored.name, applied: context.applyChanges, counts }
  }

  private async work(sync: SyncUnderWay): Promise<void> {
    const { transaction, stored, context, counts } = sync
    const changed = await this.batches.begin(sync)
    const imports = await this.sources.pinLatest(sync.rule.sources, transaction)
    const [first, ...others] = imports
    const total = first === undefined || others.length > 0 ? {} : { total: first.rowCount }
    const grouping = new RowGrouping()
    for await (const rows of this.sources.rows(transaction, imports, BATCH_ROWS)) {
      stopWhenAborted(context.signal)
      await this.batches.apply(sync, grouping.add(rows), changed)
      context.progress({ done: counts.rows, ...total, unit: 'rows' })
    }
    await this.batches.apply(sync, grouping.end(), changed)
    await this.purge.apply(sync, imports)
    await changed.check(transaction)
    stopWhenAborted(context.signal)
    if (hasChanges(counts)) await this.record(sync, imports)
    context.log.info('rule synced', { rule: stored.name, ...counts })
  }

  private async record(sync: SyncUnderWay, imports: readonly PinnedImport[]): Promise<void> {
    const { created, changed, deleted } = sync.counts
    const run = {
      ruleId: sync.stored.id,
      ruleName: sync.stored.name,
      runId: sync.context.author.runId,
      importRuns: Object.fromEntries(imports.map((entry) => [entry.source, entry.runId])),
    }
    await this.runs.record({ ...run, created, changed, deleted }, sync.transaction)
  }
}

function explained(rule: StoredSyncRule, error: unknown): unknown {
  const isOurs = error instanceof AppError && !(error instanceof RunCancelled)
  return isOurs ? within(`sync rule "${rule.name}"`, error) : error
}

/** Takes a check back. Never leaves this file. */
class Checked extends Error {}
