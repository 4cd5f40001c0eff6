import type { Settings } from '@director/settings'
import type { Runner } from '../installation/runner.js'
import { stopSignals } from './stop-signals.js'

const BYTES_PER_MB = 1_048_576
const LOOK_AT_MEMORY_MS = 10_000

/** Why a daemon leaves. */
export type Farewell = { readonly kind: 'signal' } | { readonly kind: 'memory'; readonly residentMb: number }

/**
 * Plans and runs jobs until a signal comes or the process holds more memory than allowed; the run under way is
 * finished by whoever closes the application. Leaving because of memory is no failure: the service manager starts the
 * process again, as with Director's job runner.
 */
export async function runForever(runner: Runner, settings: Settings): Promise<Farewell> {
  const signals = stopSignals(() => runner.worker.interrupt('stopped by a signal'))
  await runner.worker.start()
  runner.scheduler.start()
  const residentMb = () => Math.round(runner.worker.residentBytes / BYTES_PER_MB)
  return new Promise((resolve) => {
    const leave = (farewell: Farewell) => {
      runner.worker.stopTaking()
      resolve(farewell)
    }
    const leaveWhenTooLarge = () => {
      const held = residentMb()
      if (held > settings.memoryLimitMb) leave({ kind: 'memory', residentMb: held })
    }
    runner.worker.afterEachRun(leaveWhenTooLarge)
    const regularly = setInterval(() => runner.worker.isIdle && leaveWhenTooLarge(), LOOK_AT_MEMORY_MS)
    regularly.unref()
    signals.drain.addEventListener('abort', () => leave({ kind: 'signal' }))
    if (signals.drain.aborted) leave({ kind: 'signal' })
  })
}
