/** What Ctrl-C and a service manager's SIGTERM mean here: first drain, then stop at once. */
export interface StopSignals {
  /** Aborted by the first signal: take nothing new, let what goes on finish. */
  readonly drain: AbortSignal
  close(): void
}

/** @param impatient called by the second signal, or when draining takes longer than `patienceMs` */
export function stopSignals(impatient: () => void, patienceMs = 30_000): StopSignals {
  const drain = new AbortController()
  let patience: NodeJS.Timeout | undefined
  const heard = () => {
    if (drain.signal.aborted) return impatient()
    drain.abort()
    patience = setTimeout(impatient, patienceMs)
    patience.unref()
  }
  process.on('SIGINT', heard)
  process.on('SIGTERM', heard)
  return {
    drain: drain.signal,
    close: () => {
      clearTimeout(patience)
      process.off('SIGINT', heard)
      process.off('SIGTERM', heard)
    },
  }
}
