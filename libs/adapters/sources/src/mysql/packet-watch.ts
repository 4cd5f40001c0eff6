import { Duplex } from 'node:stream'
import type { Connection } from 'mysql2'
import { largeRow } from '../sql/large-value.js'

/** @see MySQL manual, "Protocol Basics": three bytes of length, lowest first, and one that counts */
const HEADER_BYTES = 4
/** A packet of this length goes on in the next one. Smaller values are looked at one by one, which tells their column. */
const LONGEST_PACKET = 0xff_ff_ff

/**
 * Watches the packets of the server go by before the driver sees them: it gathers a row of any size, and makes text of
 * it, before anybody can say no.
 */
export class PacketWatch {
  /** How many came. Who runs a query sets it so that it becomes the number of the row. */
  packets = 0
  private length = 0
  private headerBytes = 0
  private waitedFor = 0

  /** @param tell called when a packet that is not the whole of its row begins to arrive */
  constructor(private readonly tell: () => void) {}

  take(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length;) {
      if (this.waitedFor > 0) {
        const passed = Math.min(this.waitedFor, chunk.length - at)
        this.waitedFor -= passed
        at += passed
        continue
      }
      if (this.headerBytes < HEADER_BYTES - 1) this.length += (chunk[at] ?? 0) * 0x100 ** this.headerBytes
      this.headerBytes++
      at++
      if (this.headerBytes === HEADER_BYTES) this.beginPacket()
    }
  }

  private beginPacket(): void {
    this.packets++
    this.waitedFor = this.length
    if (this.length === LONGEST_PACKET) this.tell()
    this.headerBytes = 0
    this.length = 0
  }
}

/** What the driver reads from and writes to: a TLS stream where the connection is encrypted. */
export function streamOf(driver: Connection): Duplex {
  // The types of the driver leave it out.
  const stream: unknown = Reflect.get(driver, 'stream')
  if (stream instanceof Duplex) return stream
  throw new TypeError('the MySQL driver has no stream')
}

/** Ends the connection with `source.row-too-large` when a row begins to arrive that takes several packets. */
export function watchPackets(driver: Connection, place: string): PacketWatch {
  const stream = streamOf(driver)
  const watch = new PacketWatch(() => {
    stream.destroy(largeRow(Math.max(1, watch.packets), LONGEST_PACKET, place))
  })
  stream.prependListener('data', (chunk: Uint8Array) => watch.take(chunk))
  return watch
}
