import { Injectable } from '@nestjs/common'
import { DefinitionStore, LaneStore } from '@director/database'
import { nearestName, shown, type Problem } from '@director/errors'
import { leftMasks } from '@director/secrets'
import { JobRegistry } from '../registry/job-registry.js'
import { settingsProblems } from '../registry/parse-job-settings.js'
import { withCode, type DefinitionProblem } from './definition-problem.js'

/** Finds everything that is wrong with what an operator wrote about a job. */
@Injectable()
export class DefinitionChecks {
  constructor(
    private readonly definitions: DefinitionStore,
    private readonly lanes: LaneStore,
    private readonly registry: JobRegistry,
  ) {}

  typeProblems(type: string): readonly DefinitionProblem[] {
    if (this.registry.find(type) !== undefined) return []
    const types = this.registry.list().map((installed) => installed.type.type)
    return withCode('job-type.not-installed', [unknownName('type', 'an installed type', type, types)])
  }

  /** @param opened settings with secrets in clear text; nothing is said about types that are not installed */
  settingsProblems(type: string, opened: unknown): readonly DefinitionProblem[] {
    const installed = this.registry.find(type)
    if (installed === undefined) return []
    return withCode('job.invalid-settings', [
      ...settingsProblems(installed.type, opened),
      ...leftMasks(opened, 'settings'),
    ])
  }

  async nameProblems(name: string): Promise<readonly DefinitionProblem[]> {
    if ((await this.definitions.find(name)) === undefined) return []
    const problem = { place: 'name', expected: 'a name no other definition has', received: shown(name) }
    return withCode('job.name-taken', [problem])
  }

  async timePeriodProblems(timePeriod: string): Promise<readonly DefinitionProblem[]> {
    const names = await this.definitions.timePeriodNames()
    if (names.includes(timePeriod)) return []
    return withCode('job.unknown-time-period', [
      unknownName('timePeriod', 'a time period', timePeriod, names),
    ])
  }

  async laneProblems(lane: string): Promise<readonly DefinitionProblem[]> {
    const names = (await this.lanes.list()).map((known) => known.name)
    if (names.includes(lane)) return []
    return withCode('job.unknown-lane', [unknownName('lane', 'a lane', lane, names)])
  }
}

function unknownName(place: string, what: string, received: string, known: readonly string[]): Problem {
  const nearest = nearestName(received, known)
  const choice = known.length === 0 ? 'none exists' : `one of ${known.join(', ')}`
  const hint = nearest === undefined ? choice : `did you mean "${nearest}"?`
  return { place, expected: `${what} (${hint})`, received: shown(received) }
}
