import { once } from 'node:events'

/**
 * Waits for something that cannot be stopped, but no longer than the signal allows.
 *
 * @throws the signal's reason when it aborts first, or did before
 */
export async function unlessAborted<Result>(waiting: Promise<Result>, signal: AbortSignal): Promise<Result> {
  // What nobody waits for any more must not end the process when it fails.
  waiting.catch(() => undefined)
  signal.throwIfAborted()
  const listening = new AbortController()
  const aborted = once(signal, 'abort', { signal: listening.signal }).then(
    () => Promise.reject(signal.reason),
    () => new Promise<never>(() => undefined),
  )
  return Promise.race([waiting, aborted]).finally(() => listening.abort())
}
