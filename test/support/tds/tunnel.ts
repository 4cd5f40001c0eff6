import type { Socket } from 'node:net'
import { duplexPair, type Duplex } from 'node:stream'
import { createSecureContext, TLSSocket } from 'node:tls'
import type { TestCertificate } from '../http/certificates.js'
import { MESSAGE, MessageReader, messageOf } from './packets.js'

const TLS_DATA = 0x17

/**
 * The server's side of encryption: messages of the handshake are wrapped in packets, what follows is TLS by itself.
 *
 * @see MS-TDS 2.2.6.5, 3.2.5.3
 */
export class EncryptedTunnel {
  /** What is read and written here is encrypted on the wire. */
  readonly clear: Duplex
  readonly #wire: Duplex
  readonly #wrapped = new MessageReader()
  #isWrapping = true

  constructor(socket: Socket, certificate: TestCertificate) {
    const [inner, outer] = duplexPair()
    this.#wire = outer
    this.clear = new TLSSocket(inner, {
      isServer: true,
      secureContext: createSecureContext({ ...certificate, maxVersion: 'TLSv1.2' }),
    })
    this.clear.on('error', () => socket.destroy())
    socket.on('close', () => this.clear.destroy())
    let flight: Buffer[] = []
    const send = () => {
      if (!socket.destroyed && flight.length > 0)
        socket.write(messageOf(MESSAGE.prelogin, Buffer.concat(flight)))
      flight = []
    }
    outer.on('data', (bytes: Buffer) => {
      if (!this.#isWrapping) return void socket.write(bytes)
      // A client waits for one message for each of its own.
      if (flight.push(bytes) === 1) setImmediate(send)
    })
  }

  /** Takes what arrived on the wire. */
  take(chunk: Buffer): void {
    if (this.#isWrapping && chunk[0] === TLS_DATA) this.#isWrapping = false
    if (!this.#isWrapping) return void this.#wire.write(chunk)
    for (const { body } of this.#wrapped.take(chunk)) this.#wire.write(body)
  }
}
