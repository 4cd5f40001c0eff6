/** What a client says of itself when it logs in, MS-TDS 2.2.6.4. */
export interface TdsLogin {
  readonly user: string
  readonly password: string
  readonly database: string
  readonly application: string
  readonly isReadOnlyIntent: boolean
  /** A Windows login: its first message. */
  readonly windows: Buffer
}

const TYPE_FLAGS = 26
const READ_ONLY_INTENT = 0x20
const FIELDS = { user: 40, password: 44, application: 48, database: 68, windows: 78 } as const

/** Reads a LOGIN7 message. */
export function readLogin(body: Buffer): TdsLogin {
  const bytes = (field: number, unit: number) => {
    const start = body.readUInt16LE(field)
    return body.subarray(start, start + body.readUInt16LE(field + 2) * unit)
  }
  const text = (field: number) => bytes(field, 2).toString('utf16le')
  return {
    user: text(FIELDS.user),
    password: Buffer.from(bytes(FIELDS.password, 2).map(revealed)).toString('utf16le'),
    database: text(FIELDS.database),
    application: text(FIELDS.application),
    isReadOnlyIntent: (body.readUInt8(TYPE_FLAGS) & READ_ONLY_INTENT) !== 0,
    windows: bytes(FIELDS.windows, 1),
  }
}

/** Passwords are not encrypted: each byte has its halves swapped and some bits turned over. */
function revealed(byte: number): number {
  const turned = byte ^ 0xa5
  return ((turned << 4) | (turned >> 4)) & 0xff
}
