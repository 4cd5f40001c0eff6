/** A signal that also aborts when time is up. */
export interface Deadline {
  readonly signal: AbortSignal
  readonly isOver: boolean
  /** Forgets timer and signal; to be called in the end. */
  end(): void
}

/** Starts a deadline; its signal aborts with the reason of `outer` when that aborts first. */
export function startDeadline(outer: AbortSignal, afterMs: number): Deadline {
  const controller = new AbortController()
  let isOver = false
  const stop = () => controller.abort(outer.reason)
  const timer = setTimeout(() => {
    isOver = true
    controller.abort(new Error('the time is up'))
  }, afterMs)
  if (outer.aborted) stop()
  else outer.addEventListener('abort', stop, { once: true })
  return {
    signal: controller.signal,
    get isOver() {
      return isOver
    },
    end() {
      clearTimeout(timer)
      outer.removeEventListener('abort', stop)
    },
  }
}
