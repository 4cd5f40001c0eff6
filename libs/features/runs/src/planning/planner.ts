import { Injectable } from '@nestjs/common'
import { Database, PlanStore, type SendableRun, type SqlSession } from '@director/database'
import { decide, type Decision } from '@director/schedule'
import { workerName } from '../execution/worker-name.js'
import { JobRegistry } from '../registry/job-registry.js'
import { RunningHoursCatalogue } from './running-hours-catalogue.js'
import { RunSender } from './run-sender.js'

/** Definitions decided in one transaction. */
const BATCH = 200

/** What one planning pass did. */
export interface PlanningPass {
  readonly queued: readonly SendableRun[]
  readonly refusedSlots: number
}

/**
 * Decides about every definition that is due: queues its run or records why not. Any number of planners may work at
 * once, here and in other processes; each slot is decided by one of them.
 */
@Injectable()
export class Planner {
  constructor(
    private readonly database: Database,
    private readonly plan: PlanStore,
    private readonly hours: RunningHoursCatalogue,
    private readonly registry: JobRegistry,
    private readonly sender: RunSender,
  ) {}

  /** Plans until nothing is due. Runs are stored first and sent after the commit. */
  async pass(): Promise<PlanningPass> {
    const queued: SendableRun[] = []
    let refusedSlots = 0
    for (;;) {
      const batch = await this.database.transaction((session) => this.decideDue(session))
      await this.sender.send(batch.queued)
      queued.push(...batch.queued)
      refusedSlots += batch.refusedSlots
      if (batch.seen < BATCH) return { queued, refusedSlots }
    }
  }

  private async decideDue(session: SqlSession) {
    const { now, due } = await this.plan.lockDue(session, BATCH)
    if (due.length === 0) return { queued: [], refusedSlots: 0, seen: 0 }
    const needsPeriods = due.some((definition) => definition.timePeriod !== null)
    const hours = needsPeriods ? await this.hours.current() : undefined
    const decided = due.map((definition) => ({
      definitionId: definition.id,
      ...decide(
        { ...definition, installed: this.registry.find(definition.type) !== undefined },
        hours?.of(definition.timePeriod, definition.timeZone) ?? { kind: 'always' },
        now,
      ),
    }))
    return { ...(await this.record(session, decided)), seen: due.length }
  }

  private async record(session: SqlSession, decided: readonly (Decision & { definitionId: string })[]) {
    const by = { scheduler: workerName(), zoneDataVersion: this.hours.zoneDataVersion }
    const dueSlots = decided.filter((decision) => decision.kind === 'due')
    const refused = decided.filter((decision) => decision.kind === 'refused')
    const moved = decided.filter((decision) => decision.kind !== 'due' && decision.kind !== 'refused')
    const queued = dueSlots.length === 0 ? [] : await this.plan.queueRuns(session, dueSlots, by)
    if (refused.length > 0) await this.plan.refuseSlots(session, refused, by)
    if (moved.length > 0) {
      const moves = moved.map((move) => ({
        definitionId: move.definitionId,
        nextRunAt: move.kind === 'waiting' ? move.nextRunAt : null,
      }))
      await this.plan.lookAgain(session, moves)
    }
    return { queued, refusedSlots: refused.length }
  }
}
