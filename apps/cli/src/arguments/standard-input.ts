import { readSync } from 'node:fs'

const PIECE_BYTES = 64 * 1024
const PAUSE_MS = 10

/** Reads standard input to its end. A pipe whose writer is still busy answers EAGAIN where others wait. */
export function readStandardInput(): string {
  const pieces: Buffer[] = []
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (;;) {
    const piece = Buffer.allocUnsafe(PIECE_BYTES)
    try {
      const bytes = readSync(0, piece)
      if (bytes === 0) return Buffer.concat(pieces).toString('utf8')
      pieces.push(piece.subarray(0, bytes))
    } catch (error) {
      if (Object(error).code !== 'EAGAIN') throw error
      Atomics.wait(pause, 0, 0, PAUSE_MS)
    }
  }
}
