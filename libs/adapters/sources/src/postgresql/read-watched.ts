import { once } from 'node:events'
import type { Readable } from 'node:stream'

/** How a stream is watched. */
export interface StreamWatch {
  /** How long it may give nothing while somebody waits for it. */
  readonly silenceMs: number
  /** Makes it end: called after such a silence, and when the reader stops early. */
  stop(): Promise<void>
}

/**
 * The pieces of a stream. A stream that is silent for too long is stopped and ends with its own error; one whose
 * reader stops early is stopped and emptied, so that its connection can be used or closed.
 */
export async function* readWatched(
  stream: Readable,
  { silenceMs, stop }: StreamWatch,
): AsyncGenerator<Buffer> {
  const pieces = stream.iterator({ destroyOnReturn: false })
  // An error nobody waits for any more would end the process.
  stream.on('error', () => undefined)
  let isOver = false
  try {
    for (;;) {
      const next = await watched(pieces.next(), silenceMs, stop)
      isOver = next.done === true
      if (isOver) return
      yield next.value
    }
  } catch (error) {
    isOver = true
    throw error
  } finally {
    // Without this the stream would not flow: it would wait for the iterator to take the next piece.
    await pieces.return?.()
    if (!isOver) await stopped(stream, stop)
  }
}

async function watched<Piece>(
  waiting: Promise<Piece>,
  silenceMs: number,
  stop: () => Promise<void>,
): Promise<Piece> {
  let isWaiting = true
  // What came while this process was busy is found before the second look.
  const look = () => setImmediate(() => void (isWaiting && stop()))
  const timer = setTimeout(look, silenceMs)
  try {
    return await waiting
  } finally {
    isWaiting = false
    clearTimeout(timer)
  }
}

async function stopped(stream: Readable, stop: () => Promise<void>): Promise<void> {
  const ended = once(stream, 'close').catch(() => undefined)
  stream.resume()
  await stop()
  await ended
}
