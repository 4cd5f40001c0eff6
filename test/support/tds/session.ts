import { randomBytes } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { TestCertificate } from '../http/certificates.js'
import { readLogin, type TdsLogin } from './login.js'
import { MESSAGE, MessageReader, messageOf, packetsOf, written, type TdsMessage } from './packets.js'
import {
  attentionAcknowledged,
  loginAcknowledged,
  statementDone,
  statementFailed,
  transactionBegun,
  transactionRolledBack,
} from './tokens.js'
import { EncryptedTunnel } from './tunnel.js'

/** A piece of an answer: tokens, or what a server does instead of answering. */
export type AnswerPiece = Buffer | 'computes' | 'dies'

/** What a server of a test does. */
export interface TdsBehaviour {
  /** Answers a query. */
  readonly answer?: (query: string) => Iterable<AnswerPiece>
  /** Refuses a login with the error this gives. */
  readonly refusal?: (login: TdsLogin) => Buffer | undefined
  /** Encrypts when the client wants it. */
  readonly certificate?: TestCertificate
  readonly wantsEncryption?: boolean
  readonly ignoresAttention?: boolean
}

const ENCRYPTION = { off: 0, on: 1, missing: 2, required: 3 } as const
const BEGIN = 5

/** One client of the server, and what it was seen to do. */
export class TdsSession {
  /** `login`, `begin`, `query`, `attention`, `rollback`, `closed`, as they happened. */
  readonly seen: string[] = []
  login: TdsLogin | undefined
  query = ''
  /** Settings the driver sends before anything else. */
  preparation = ''
  rowsSent = 0
  readonly #socket: Socket
  readonly #behaviour: TdsBehaviour
  readonly #happened = new EventEmitter()
  readonly #messages = new MessageReader()
  readonly #transaction = randomBytes(8)
  #channel: Duplex
  #tunnel: EncryptedTunnel | undefined
  #isAnswering = false
  #isStopping = false

  constructor(socket: Socket, behaviour: TdsBehaviour) {
    this.#socket = socket
    this.#channel = socket
    this.#behaviour = behaviour
    socket.on('error', () => undefined)
    socket.on('close', () => this.#note('closed'))
    socket.on('data', (chunk: Buffer) => (this.#tunnel ? this.#tunnel.take(chunk) : this.#take(chunk)))
  }

  /** Waits until the client has done something. */
  async until(event: string): Promise<void> {
    while (!this.seen.includes(event)) await once(this.#happened, 'event')
  }

  #note(event: string): void {
    this.seen.push(event)
    this.#happened.emit('event')
  }

  #take(chunk: Buffer): void {
    for (const message of this.#messages.take(chunk)) void this.#serve(message)
  }

  async #serve({ kind, body }: TdsMessage): Promise<void> {
    switch (kind) {
      case MESSAGE.prelogin:
        return this.#agreeOnEncryption(body)
      case MESSAGE.login:
        return this.#logIn(readLogin(body))
      case MESSAGE.transaction:
        return this.#serveTransaction(body.readUInt16LE(body.readUInt32LE(0)))
      case MESSAGE.batch:
        return this.#serveBatch(body.subarray(body.readUInt32LE(0)).toString('utf16le'))
      case MESSAGE.attention:
        return this.#stop()
      default:
        this.#socket.destroy()
    }
  }

  async #stop(): Promise<void> {
    this.#isStopping = true
    this.#note('attention')
    // An attention that crosses the end of the answer is answered as well.
    if (!this.#isAnswering && !this.#behaviour.ignoresAttention) await this.#reply(attentionAcknowledged())
  }

  #agreeOnEncryption(body: Buffer): void {
    const { certificate, wantsEncryption } = this.#behaviour
    const isWanted = body.readUInt8(encryptionAt(body)) === ENCRYPTION.on
    const answer = wantsEncryption ? ENCRYPTION.required : isWanted ? ENCRYPTION.on : ENCRYPTION.missing
    const offered = certificate === undefined && !wantsEncryption ? ENCRYPTION.missing : answer
    this.#socket.write(messageOf(MESSAGE.answer, preloginAnswer(offered)))
    if (certificate === undefined || offered !== ENCRYPTION.on) return
    this.#tunnel = new EncryptedTunnel(this.#socket, certificate)
    this.#channel = this.#tunnel.clear
    this.#channel.on('data', (chunk: Buffer) => this.#take(chunk))
  }

  async #logIn(login: TdsLogin): Promise<void> {
    this.login = login
    this.#note('login')
    const refusal = this.#behaviour.refusal?.(login)
    await this.#reply(
      refusal ?? loginAcknowledged(),
      refusal === undefined ? statementDone() : statementFailed(),
    )
  }

  async #serveTransaction(request: number): Promise<void> {
    this.#note(request === BEGIN ? 'begin' : 'rollback')
    const change = request === BEGIN ? transactionBegun : transactionRolledBack
    await this.#reply(change(this.#transaction), statementDone())
  }

  async #serveBatch(query: string): Promise<void> {
    if (this.preparation === '') {
      this.preparation = query
      return this.#reply(statementDone())
    }
    this.query = query
    this.#isAnswering = true
    this.#note('query')
    for (const piece of this.#behaviour.answer?.(query) ?? [statementDone()]) {
      if (piece === 'dies') return void this.#socket.destroy()
      if (piece === 'computes') await Promise.race([this.until('attention'), this.until('closed')])
      else await written(this.#channel, packetsOf(MESSAGE.answer, piece, false))
      this.rowsSent += 1
      if (this.#isStopping) break
    }
    if (this.#isStopping && this.#behaviour.ignoresAttention) return
    this.#isAnswering = false
    await this.#reply()
    // The client reads the answer to its end, then the one to its attention.
    if (this.#isStopping) await this.#reply(attentionAcknowledged())
  }

  async #reply(...tokens: readonly Buffer[]): Promise<void> {
    await written(this.#channel, messageOf(MESSAGE.answer, Buffer.concat(tokens)))
  }
}

/** Options of a PRELOGIN stand behind a table of their places, MS-TDS 2.2.6.5. */
function encryptionAt(body: Buffer): number {
  for (let at = 0; body.readUInt8(at) !== 0xff; at += 5) {
    if (body.readUInt8(at) === 1) return body.readUInt16BE(at + 1)
  }
  throw new Error('a PRELOGIN without encryption')
}

function preloginAnswer(encryption: number): Buffer {
  const version = Buffer.of(0, 0, 11, 0, 6)
  const encrypted = Buffer.of(1, 0, 17, 0, 1)
  return Buffer.concat([version, encrypted, Buffer.of(0xff), Buffer.of(16, 0, 0x10, 0x33, 0, 0, encryption)])
}
