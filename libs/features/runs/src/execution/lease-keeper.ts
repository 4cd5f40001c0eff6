import type { ClaimStore, ClaimedRun } from '@director/database'

/** A run whose lease is not renewed for so long is lost to its worker. */
export const LEASE_SECONDS = 10
const RENEW_MS = 3_000

/** What happened to a lease; each is told at most once. */
export interface LeaseListener {
  renewed(leaseMs: number): void
  cancelRequested(reason: string): void
  /** The run is somebody else's now, or the database was out of reach for longer than the lease. */
  lost(): void
}

/** Renews the lease of a running run until stopped. */
export class LeaseKeeper {
  private timer: NodeJS.Timeout | undefined
  private heldUntil = performance.now() + LEASE_SECONDS * 1_000
  private cancelTold = false
  private stopped = false

  constructor(
    private readonly claims: ClaimStore,
    private readonly run: Pick<ClaimedRun, 'id' | 'fence'>,
    private readonly listener: LeaseListener,
  ) {
    this.timer = setTimeout(() => void this.renew(), RENEW_MS)
  }

  /** Renews at once: somebody announced a cancel. */
  async hurry(): Promise<void> {
    clearTimeout(this.timer)
    await this.renew()
  }

  stop(): void {
    this.stopped = true
    clearTimeout(this.timer)
  }

  private async renew(): Promise<void> {
    const askedAt = performance.now()
    try {
      const renewal = await this.claims.renew(this.run, LEASE_SECONDS)
      if (this.stopped) return
      if (renewal.kind === 'not-ours') return this.tellLost()
      this.heldUntil = askedAt + LEASE_SECONDS * 1_000
      this.listener.renewed(LEASE_SECONDS * 1_000)
      if (renewal.cancelReason !== null && !this.cancelTold) {
        this.cancelTold = true
        this.listener.cancelRequested(renewal.cancelReason)
      }
    } catch {
      // The database is out of reach: the lease still holds for a while, and the next renewal tries again.
      if (performance.now() > this.heldUntil) return this.tellLost()
    }
    if (!this.stopped) this.timer = setTimeout(() => void this.renew(), RENEW_MS)
  }

  private tellLost(): void {
    if (this.stopped) return
    this.stop()
    this.listener.lost()
  }
}
