/** Tokens of a server's answers, written after MS-TDS 2.2.7. */

const DONE_FINAL = 0x00
const DONE_MORE = 0x01
const DONE_ERROR = 0x02
const DONE_COUNT = 0x10
const DONE_ATTENTION = 0x20

const utf16 = (text: string) => Buffer.from(text, 'utf16le')
const shortText = (text: string) => Buffer.concat([Buffer.of(text.length), utf16(text)])

function unsigned16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function unsigned32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** A token whose length stands behind its number. */
const measured = (token: number, ...parts: readonly Buffer[]) => {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.of(token), unsigned16(body.length), body])
}

/** The login was accepted, as SQL Server 2022 says it with TDS 7.4. */
export function loginAcknowledged(): Buffer {
  const version = Buffer.of(16, 0, 0x10, 0x33)
  return measured(0xad, Buffer.of(1, 0x74, 0, 0, 4), shortText('Microsoft SQL Server'), version)
}

const environment = (kind: number, after: Buffer, before: Buffer) =>
  measured(0xe3, Buffer.of(kind, after.length), after, Buffer.of(before.length), before)

/** A transaction began; later requests name it by these eight bytes. */
export const transactionBegun = (id: Buffer) => environment(8, id, Buffer.alloc(0))

/** The transaction was rolled back. */
export const transactionRolledBack = (id: Buffer) => environment(10, Buffer.alloc(0), id)

/** An error of the server. */
export function serverError(number: number, message: string, severity = 16): Buffer {
  const text = Buffer.concat([unsigned16(message.length), utf16(message)])
  const origin = Buffer.concat([shortText('TEST'), shortText(''), unsigned32(1)])
  return measured(0xaa, unsigned32(number), Buffer.of(1, severity), text, origin)
}

function done(status: number, rows = 0): Buffer {
  return Buffer.concat([
    Buffer.of(0xfd),
    unsigned16(status),
    unsigned16(0xc1),
    unsigned32(rows),
    unsigned32(0),
  ])
}

/** A statement ended; `more` when another result follows in the same answer. */
export const statementDone = (rows?: number, more = false) =>
  done((rows === undefined ? DONE_FINAL : DONE_COUNT) | (more ? DONE_MORE : 0), rows)

/** A statement ended with an error that was sent before. */
export const statementFailed = () => done(DONE_ERROR)

/** The answer to an attention. */
export const attentionAcknowledged = () => done(DONE_ATTENTION)
