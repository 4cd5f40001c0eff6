import { setTimeout as sleep } from 'node:timers/promises'
import type { IcingaReply } from './send-request.js'

/** How long a busy Icinga is asked again, and how. */
export interface BusyPolicy {
  readonly patienceMs: number
  readonly firstPauseMs: number
  readonly longestPauseMs: number
}

/** Icinga answers 423 or 503 until a reload is over: seconds, minutes with large configurations. */
export const USUAL_PATIENCE: BusyPolicy = { patienceMs: 60_000, firstPauseMs: 250, longestPauseMs: 5_000 }

/** Another package update is running (423) or Icinga is reloading (503). */
export function isBusy(reply: IcingaReply): boolean {
  return reply.status === 423 || reply.status === 503
}

/** Sends again while Icinga is busy, with growing pauses; gives the last answer, busy or not. */
export async function whileBusy(
  send: () => Promise<IcingaReply>,
  policy: BusyPolicy,
  signal: AbortSignal | undefined,
): Promise<IcingaReply> {
  const deadline = performance.now() + policy.patienceMs
  let pauseMs = policy.firstPauseMs
  for (;;) {
    const reply = await send()
    // Spread by a quarter, so that several senders do not meet again and again.
    const waitMs = pauseMs * (0.75 + Math.random() / 2)
    if (!isBusy(reply) || performance.now() + waitMs > deadline) return reply
    await sleep(waitMs, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
      signal?.throwIfAborted()
      throw error
    })
    pauseMs = Math.min(pauseMs * 2, policy.longestPauseMs)
  }
}
