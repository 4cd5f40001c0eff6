import type { Progress } from '@director/kit'
import cliProgress from 'cli-progress'
import { rateText } from '../terminal/rate-text.js'

const FORMAT = '  {bar} {name} {text}'

/** Where a display draws; a terminal says that it is one. */
export type DisplayStream = NodeJS.WritableStream & { readonly isTTY?: boolean }

/** Shows on a terminal how far an import is: a bar that goes when the import ends. Elsewhere it stays quiet. */
export class ImportDisplay {
  private screen: cliProgress.MultiBar | undefined
  private bar: cliProgress.SingleBar | undefined
  private startedAtMs = 0

  /** @param clock milliseconds that never go back */
  constructor(
    private readonly stream: DisplayStream,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  start(name: string): void {
    this.startedAtMs = this.clock()
    if (!this.stream.isTTY) return
    const text = 'waits for the first rows'
    this.screen = new cliProgress.MultiBar(
      { stream: this.stream, format: FORMAT, clearOnComplete: true, hideCursor: true, barsize: 24, fps: 5 },
      cliProgress.Presets.shades_classic,
    )
    this.bar = this.screen.create(1, 0, { name, text })
  }

  show({ done, total }: Progress): void {
    if (this.bar === undefined) return
    const elapsedMs = this.clock() - this.startedAtMs
    this.bar.setTotal(Math.max(total ?? 1, 1))
    // Without a total the bar stays empty and only the figures grow.
    this.bar.update(total === undefined ? 0 : Math.min(done, total), {
      text: rateText({ done, total, elapsedMs }),
    })
  }

  /** Says something above the bar. */
  say(line: string): void {
    if (this.screen === undefined) this.stream.write(`${line}\n`)
    else this.screen.log(`${line}\n`)
  }

  close(): void {
    this.screen?.stop()
    this.screen = undefined
    this.bar = undefined
  }
}
