import type { Run } from '@director/database'
import { countersText, runDuration, runStateText } from './run-text.js'
import type { Column } from '../terminal/table.js'
import { clockText } from '../terminal/times.js'

/** The columns of every list of runs. */
export function runColumns(now: Date): readonly Column<Run>[] {
  return [
    { heading: 'RUN', of: (run) => String(run.number) },
    { heading: 'JOB', of: (run) => run.definitionName },
    { heading: 'STATE', of: (run, colours) => runStateText(run.state, colours) },
    { heading: 'STARTED', of: (run) => (run.startedAt === null ? '-' : clockText(run.startedAt)) },
    { heading: 'TOOK', of: (run) => runDuration(run, now) },
    {
      heading: 'MESSAGE',
      of: (run) => [run.message ?? '', countersText(run.counters)].find((text) => text !== '') ?? '',
    },
  ]
}
