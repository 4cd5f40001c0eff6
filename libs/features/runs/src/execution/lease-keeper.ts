import type { ClaimStore, ClaimedRun } from '@director/database'

/** A run whose lease is not renewed for so long is lost to its worker. */
export const LEASE_SECONDS = 10
const RENEW_MS = 3_000
/** The handler is stopped so long before the lease ends: by then it must be gone, because another attempt may begin. */
const STOP_BEFORE_END_MS = 2_000

/** What happened to a lease; `cancelRequested` and `lost` are told at most once. */
export interface LeaseListener {
  /** @param leaseMs what is left of the lease, counted from now */
  renewed(leaseMs: number): void
  cancelRequested(reason: string): void
  /** The run is somebody else's now, or the database was out of reach until the lease was about to end. */
  lost(): void
}

/** Renews the lease of a running run until stopped. */
export class LeaseKeeper {
  private renewal: NodeJS.Timeout | undefined
  private deadline: NodeJS.Timeout | undefined
  private renewing = false
  private heldUntil = 0
  private cancelTold = false
  private stopped = false

  /** @param askedAt when the run was claimed, on the clock of `performance.now()`; the lease began at that moment or later */
  constructor(
    private readonly claims: Pick<ClaimStore, 'renew'>,
    private readonly run: Pick<ClaimedRun, 'id' | 'fence'>,
    askedAt: number,
    private readonly listener: LeaseListener,
  ) {
    this.hold(askedAt)
    this.renewLater()
  }

  /** What is left of the lease. */
  get leftMs(): number {
    return Math.max(0, this.heldUntil - performance.now())
  }

  /** Renews at once: somebody announced a cancel. */
  async hurry(): Promise<void> {
    if (this.stopped || this.renewing) return
    clearTimeout(this.renewal)
    await this.renew()
  }

  stop(): void {
    this.stopped = true
    clearTimeout(this.renewal)
    clearTimeout(this.deadline)
  }

  private async renew(): Promise<void> {
    this.renewing = true
    const askedAt = performance.now()
    try {
      const renewal = await this.claims.renew(this.run, LEASE_SECONDS)
      if (this.stopped) return
      if (renewal.kind === 'not-ours') return this.tellLost()
      this.hold(askedAt)
      this.listener.renewed(this.leftMs)
      if (renewal.cancelReason !== null && !this.cancelTold) {
        this.cancelTold = true
        this.listener.cancelRequested(renewal.cancelReason)
      }
    } catch {
      // The database is out of reach: the lease still holds for a while, and the next renewal tries again.
    } finally {
      this.renewing = false
    }
    this.renewLater()
  }

  private hold(askedAt: number): void {
    this.heldUntil = askedAt + LEASE_SECONDS * 1_000
    clearTimeout(this.deadline)
    this.deadline = setTimeout(() => this.tellLost(), this.leftMs - STOP_BEFORE_END_MS)
  }

  private renewLater(): void {
    if (!this.stopped) this.renewal = setTimeout(() => void this.renew(), RENEW_MS)
  }

  private tellLost(): void {
    if (this.stopped) return
    this.stop()
    this.listener.lost()
  }
}
