import { Injectable } from '@nestjs/common'
import { DEFAULT_LANE, LaneStore, type Lane } from '@director/database'
import { AppError, nearestName, problemLine, problemsOf } from '@director/errors'
import { z } from 'zod'

const LaneInput = z.strictObject({
  name: z
    .string()
    .max(64)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and "-", such as "network"'),
  concurrency: z.int().min(1).max(1_000).default(1),
})

/** What operators do with lanes. */
@Injectable()
export class Lanes {
  constructor(private readonly store: LaneStore) {}

  async list(): Promise<readonly Lane[]> {
    return this.store.list()
  }

  /** @throws AppError `lane.invalid`, `lane.name-taken` */
  async create(written: unknown): Promise<Lane> {
    const lane = parsed(written)
    if (await this.store.create(lane)) return lane
    throw new AppError('lane.name-taken', `the lane "${lane.name}" exists`, {
      remedy: `\`director lanes edit ${lane.name} --concurrency N\` changes it`,
    })
  }

  /** @throws AppError `lane.invalid`, `lane.unknown` */
  async edit(name: string, concurrency: unknown): Promise<Lane> {
    const lane = parsed({ name, concurrency })
    if (await this.store.setConcurrency(name, lane.concurrency)) return lane
    throw await this.unknown(name)
  }

  /** @throws AppError `lane.unknown`, `lane.in-use`, `lane.needed` */
  async delete(name: string): Promise<void> {
    if (name === DEFAULT_LANE) {
      throw new AppError(
        'lane.needed',
        `the lane "${DEFAULT_LANE}" cannot be deleted: jobs without a lane use it`,
      )
    }
    if (await this.store.deleteUnused(name)) return
    const jobs = await this.store.definitionsIn(name)
    if (jobs.length > 0) {
      throw new AppError('lane.in-use', `the lane "${name}" is used by ${jobs.join(', ')}`, {
        remedy: 'Move these jobs to another lane first: `director jobs edit NAME --lane default`',
        details: { jobs },
      })
    }
    const runs = await this.store.unfinishedRunsIn(name)
    if (runs.length === 0) throw await this.unknown(name)
    throw new AppError('lane.in-use', `the lane "${name}" has unfinished runs: ${runs.join(', ')}`, {
      remedy: 'Wait for them, or cancel them: `director runs cancel NUMBER`',
      details: { runs },
    })
  }

  private async unknown(name: string): Promise<AppError> {
    const names = (await this.store.list()).map((lane) => lane.name)
    const nearest = nearestName(name, names)
    return new AppError('lane.unknown', `there is no lane "${name}"`, {
      expected: nearest === undefined ? `one of ${names.join(', ')}` : `"${nearest}"?`,
      details: { name },
    })
  }
}

function parsed(written: unknown): Lane {
  const lane = LaneInput.safeParse(written)
  if (lane.success) return lane.data
  const problems = problemsOf(lane.error, { input: written, knownNames: () => Object.keys(LaneInput.shape) })
  throw new AppError('lane.invalid', `lane: ${problems.map(problemLine).join('; ')}`, {
    details: { problems },
  })
}
