/** Ends what gives nothing for too long. Time in which nobody waits, because rows are stored, does not count. */
export class SilenceLimit {
  readonly #timer: NodeJS.Timeout
  #isWaiting = false
  #hasExpired = false

  /** @param onExpired ends what is waited for; called once at most for each wait */
  constructor(limitMs: number, onExpired: () => void) {
    this.#timer = setTimeout(() => {
      if (!this.#isWaiting) return
      this.#hasExpired = true
      onExpired()
    }, limitMs)
  }

  /** Whether a wait was too long. */
  get hasExpired(): boolean {
    return this.#hasExpired
  }

  /** Waits for something, at most as long as the limit says. */
  async during<Result>(waiting: Promise<Result>): Promise<Result> {
    this.#isWaiting = true
    this.#timer.refresh()
    try {
      return await waiting
    } finally {
      this.#isWaiting = false
    }
  }

  end(): void {
    clearTimeout(this.#timer)
  }
}
