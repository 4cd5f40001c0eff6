import {
  ObjectChangeStore,
  ReferenceStore,
  SyncObjectStore,
  SyncRuleStore,
  SyncRunStore,
  SyncSourceStore,
} from '@director/database'
import { Module } from '@nestjs/common'
import { SyncRules } from './rules/sync-rules.js'
import { BatchSync } from './running/batch-sync.js'
import { Purge } from './running/purge.js'
import { RuleSync } from './running/rule-sync.js'
import { SyncJob } from './sync.job.js'

/** Sync rules and the job that applies them. Needs the global database. */
@Module({
  providers: [
    ObjectChangeStore,
    ReferenceStore,
    SyncObjectStore,
    SyncRuleStore,
    SyncRunStore,
    SyncSourceStore,
    SyncRules,
    BatchSync,
    Purge,
    RuleSync,
    SyncJob,
  ],
  exports: [SyncRules, RuleSync, SyncRunStore],
})
export class SyncsModule {}
