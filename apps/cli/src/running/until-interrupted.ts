/**
 * Does work that Ctrl-C and SIGTERM end: the signal aborts, and the work undoes what it began. A second Ctrl-C ends the
 * process at once.
 */
export async function untilInterrupted<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const { RunCancelled } = await import('@director/kit')
  const interrupted = new AbortController()
  const heard = () => interrupted.abort(new RunCancelled('stopped by a signal; nothing was stored'))
  process.once('SIGINT', heard)
  process.once('SIGTERM', heard)
  try {
    return await work(interrupted.signal)
  } finally {
    process.off('SIGINT', heard)
    process.off('SIGTERM', heard)
  }
}
