import type { Run } from '@director/database'
import { errorLine } from '@director/errors'
import cliProgress from 'cli-progress'
import { coloursFor } from '../terminal/output.js'
import { countersText, runDuration } from '../texts/run-text.js'
import { hasEnded } from './await-runs.js'

const BAR_FORMAT = '  {bar} {name} {text}'

/** Shows runs while they go on: bars on a terminal, lines elsewhere; one line for each run that ended. */
export class RunDisplay {
  private readonly told = new Set<string>()
  private readonly started = new Set<string>()
  private readonly retried = new Set<string>()
  private readonly bars = new Map<string, cliProgress.SingleBar>()
  /** Exists while there are bars: it redraws by itself, and would redraw over lines written below it. */
  private screen: cliProgress.MultiBar | undefined
  private readonly colours

  /** @param afterEnd something to add to the line of a run that ended, such as when it runs next */
  constructor(
    private readonly stream: NodeJS.WriteStream,
    private readonly afterEnd: (run: Run) => string = () => '',
  ) {
    this.colours = coloursFor(stream)
  }

  /** Shows runs as they are now; a run that ended is told once. */
  show(runs: readonly Run[]): void {
    for (const run of runs) {
      if (this.told.has(run.id)) continue
      this.tellRetry(run)
      if (hasEnded(run)) this.tellEnd(run)
      else if (run.state === 'running') this.showRunning(run)
    }
  }

  /** Says something between the bars. */
  say(text: string): void {
    if (this.screen === undefined) this.stream.write(`${text}\n`)
    else this.screen.log(`${text}\n`)
  }

  close(): void {
    this.screen?.stop()
    this.screen = undefined
  }

  private tellEnd(run: Run): void {
    this.told.add(run.id)
    const bar = this.bars.get(run.id)
    if (bar !== undefined) this.screen?.remove(bar)
    this.bars.delete(run.id)
    if (this.bars.size === 0) this.close()
    this.say([endLine(run, this.colours), this.colours.dim(this.afterEnd(run))].join(' ').trimEnd())
  }

  private showRunning(run: Run): void {
    if (!this.stream.isTTY) return this.tellStart(run)
    this.screen ??= newScreen(this.stream)
    const { done, total = 0, unit } = run.progress ?? { done: 0, unit: '' }
    const text = total > 0 ? `${done} of ${total} ${unit}` : done > 0 ? `${done} ${unit}` : 'running'
    const bar = this.bars.get(run.id) ?? this.screen.create(1, 0, { name: run.definitionName, text })
    this.bars.set(run.id, bar)
    bar.setTotal(Math.max(total, 1))
    bar.update(Math.min(done, Math.max(total, 1)), { name: run.definitionName, text })
  }

  private tellRetry(run: Run): void {
    if (run.trigger !== 'retry' || this.retried.has(run.id)) return
    this.retried.add(run.id)
    this.say(`↻ ${run.definitionName}: attempted again as run ${run.number}`)
  }

  private tellStart(run: Run): void {
    if (this.started.has(run.id)) return
    this.started.add(run.id)
    this.say(`→ ${run.definitionName}: run ${run.number} started`)
  }
}

/** One line about a run that ended: what it was, how it ended, what it did. */
export function endLine(run: Run, colours: ReturnType<typeof coloursFor>): string {
  const good = run.state === 'succeeded' || run.state === 'skipped'
  const mark = good ? colours.green('✓') : colours.red('✗')
  const outcome = run.state === 'succeeded' ? '' : `${run.state}: `
  const message = run.error === null ? (run.message ?? '') : errorLine(run.error)
  // The message of a job says what it did; counters speak only for jobs that say nothing.
  const what = message === '' ? countersText(run.counters) : message
  const facts = [`run ${run.number}`, runDuration(run, new Date())]
  return `${mark} ${colours.bold(run.definitionName)}: ${outcome}${what} ${colours.dim(`(${facts.join(', ')})`)}`
}

function newScreen(stream: NodeJS.WriteStream): cliProgress.MultiBar {
  return new cliProgress.MultiBar(
    { stream, format: BAR_FORMAT, clearOnComplete: true, hideCursor: true, barsize: 24, fps: 5 },
    cliProgress.Presets.shades_classic,
  )
}
