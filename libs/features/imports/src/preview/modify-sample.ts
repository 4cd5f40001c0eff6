import type { Row } from '@director/kit'
import type { PipelineRun, Row as ModifiedRow, RowErrorHandler } from '@director/modifiers'
import type { ModifiedSample, PreviewedRow } from './previewed-source.js'
import { problemFrom, type RowCheck, type RowProblem } from './row-check.js'

/**
 * Sends the rows of a sample through the modifiers one by one, so that each is seen with what became of it. A row that
 * a modifier fails on does not end it.
 */
export async function modifySample(
  rows: readonly Row[],
  begin: (onRowError: RowErrorHandler) => Promise<PipelineRun>,
  check: RowCheck,
): Promise<{ readonly rows: readonly PreviewedRow[]; readonly gathered: ModifiedSample }> {
  const failures: RowProblem[] = []
  const run = await begin((error) => void failures.push(problemFrom(error)))
  const sampleOf = async (
    number: number,
    work: () => Promise<readonly ModifiedRow[]>,
  ): Promise<ModifiedSample> => {
    const modified = await work().catch((error: unknown) => {
      // A bug in a modifier: an import would end here, the preview shows the other rows too.
      failures.push(problemFrom(error))
      return []
    })
    const problems = modified.flatMap((row) => check.problemsOf(row, number))
    return { modified, problems: [...failures.splice(0), ...problems] }
  }
  const previewed: PreviewedRow[] = []
  for (const [index, raw] of rows.entries()) {
    const number = index + 1
    previewed.push({ number, raw, ...(await sampleOf(number, async () => run.push([raw]))) })
  }
  return { rows: previewed, gathered: await sampleOf(0, () => run.end()) }
}
