import { hasEnded } from '../running/await-runs.js'
import type { Sight } from './run-follower.js'
import type { Screen } from './up-screen.js'

/** What a program reads while `director up --json` runs: one line of JSON for each run that ended, nothing else. */
export class JsonScreen implements Screen {
  private readonly told = new Set<string>()

  constructor(private readonly write: (line: string) => void) {}

  greet(): void {}

  say(): void {}

  close(): void {}

  show({ runs }: Sight): void {
    for (const run of runs) {
      if (!hasEnded(run) || this.told.has(run.id)) continue
      this.told.add(run.id)
      this.write(JSON.stringify(run))
    }
  }
}
