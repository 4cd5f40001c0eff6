import type { Duplex } from 'node:stream'

/** Kinds of messages, MS-TDS 2.2.3.1.1. */
export const MESSAGE = {
  batch: 0x01,
  answer: 0x04,
  attention: 0x06,
  transaction: 0x0e,
  login: 0x10,
  sspi: 0x11,
  prelogin: 0x12,
} as const

const HEADER_BYTES = 8
/** Length of packets both sides use until another one is agreed on. */
const PACKET_BYTES = 4_096
const END_OF_MESSAGE = 0x01

/** A whole message of the client. */
export interface TdsMessage {
  readonly kind: number
  readonly body: Buffer
}

function packetOf(kind: number, body: Buffer, isLast: boolean): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeUInt8(kind, 0)
  header.writeUInt8(isLast ? END_OF_MESSAGE : 0, 1)
  header.writeUInt16BE(HEADER_BYTES + body.length, 2)
  return Buffer.concat([header, body])
}

/** A piece of a message in as many packets as it needs. */
export function packetsOf(kind: number, body: Buffer, isLast: boolean): Buffer {
  const room = PACKET_BYTES - HEADER_BYTES
  const packets: Buffer[] = []
  for (let at = 0; at < body.length || at === 0; at += room) {
    packets.push(packetOf(kind, body.subarray(at, at + room), isLast && at + room >= body.length))
  }
  return Buffer.concat(packets)
}

/** A message in as many packets as it needs. */
export const messageOf = (kind: number, body: Buffer) => packetsOf(kind, body, true)

/** Cuts what arrives into messages. */
export class MessageReader {
  #bytes: Buffer = Buffer.alloc(0)
  #body: Buffer[] = []

  /** @returns the messages that are complete now */
  take(chunk: Buffer): readonly TdsMessage[] {
    this.#bytes = Buffer.concat([this.#bytes, chunk])
    const messages: TdsMessage[] = []
    for (;;) {
      const length = this.#bytes.length < HEADER_BYTES ? Infinity : this.#bytes.readUInt16BE(2)
      if (this.#bytes.length < length) return messages
      const packet = this.#bytes.subarray(0, length)
      this.#bytes = this.#bytes.subarray(length)
      this.#body.push(packet.subarray(HEADER_BYTES))
      if ((packet.readUInt8(1) & END_OF_MESSAGE) === 0) continue
      messages.push({ kind: packet.readUInt8(0), body: Buffer.concat(this.#body) })
      this.#body = []
    }
  }
}

/** Writes, and waits while the other side does not read. */
export async function written(channel: Duplex, bytes: Buffer): Promise<void> {
  if (channel.destroyed || channel.write(bytes)) return
  await new Promise<void>((resolve) => {
    const go = () => {
      channel.off('drain', go).off('close', go)
      resolve()
    }
    channel.on('drain', go).on('close', go)
  })
}
