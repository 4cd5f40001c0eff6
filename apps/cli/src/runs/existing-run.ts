import type { HistoryStore, Run } from '@director/database'
import { AppError } from '@director/errors'

/** @throws AppError `run.not-found` */
export async function existingRun(history: HistoryStore, numberOrId: string): Promise<Run> {
  const run = await history.find(numberOrId)
  if (run !== undefined) return run
  throw new AppError('run.not-found', `there is no run ${numberOrId}`, {
    remedy: '`director runs list` shows the latest',
  })
}
