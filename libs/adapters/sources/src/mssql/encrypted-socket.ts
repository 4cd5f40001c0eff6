import { once } from 'node:events'
import { Socket } from 'node:net'
import { z } from 'zod'

/** First byte of the packets of the protocol that may be sent before encryption is agreed on. */
const PRELOGIN = 0x12
/** First byte of a TLS record that carries data. */
const TLS_DATA = 0x17

/** The driver types its connector without arguments and calls it with these; a routed connection has others. */
const Address = z.object({ host: z.string(), port: z.number() })

/**
 * A connection on which no login can be sent in clear text. The driver (tedious 19.2.2) logs in without encryption when
 * the server, or somebody on the way, answers that it has none, although encryption was asked for.
 *
 * @see MS-TDS 2.2.6.5: a client that wants encryption ends the connection when the server does not support it
 */
export class EncryptedSocket extends Socket {
  #isEncrypted = false

  override _write(chunk: Buffer, encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    if (this.#mayBeSent(chunk)) super._write(chunk, encoding, callback)
    else callback(new UnencryptedServer())
  }

  override _writev(
    chunks: { chunk: Buffer; encoding: BufferEncoding }[],
    callback: (error?: Error | null) => void,
  ): void {
    if (chunks.every(({ chunk }) => this.#mayBeSent(chunk))) super._writev?.(chunks, callback)
    else callback(new UnencryptedServer())
  }

  /** The handshake is wrapped in packets; what follows it is TLS by itself. */
  #mayBeSent(chunk: Buffer): boolean {
    this.#isEncrypted ||= chunk[0] === TLS_DATA
    return this.#isEncrypted || chunk[0] === PRELOGIN
  }
}

/** What an `EncryptedSocket` fails with instead of sending a login in clear text. */
export class UnencryptedServer extends Error {
  readonly code = 'UNENCRYPTED_SERVER'
  constructor() {
    super('the server does not encrypt')
  }
}

/** Connects as the driver asks for it. */
export async function connectEncrypted(...[address]: readonly unknown[]): Promise<Socket> {
  const socket = new EncryptedSocket()
  socket.connect(Address.parse(address))
  await once(socket, 'connect')
  return socket
}
