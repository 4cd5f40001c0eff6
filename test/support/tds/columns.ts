/** Columns and values of results, written after MS-TDS 2.2.5.4 to 2.2.5.6. */

/** A column: how the server describes it, and how it writes a value. */
export interface TdsColumn {
  readonly name: string
  /** Number of the type and what belongs to it. */
  readonly type: Buffer
  /** @param value bytes as they stand on the wire behind their length, or null */
  readonly cell: (value: Buffer | null) => Buffer
}

const LATIN1 = Buffer.of(0x09, 0x04, 0xd0, 0x00, 0x34)

const withByteLength = (value: Buffer | null) =>
  value === null ? Buffer.of(0) : Buffer.concat([Buffer.of(value.length), value])

function withShortLength(value: Buffer | null): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16LE(value?.length ?? 0xff_ff)
  return value === null ? length : Buffer.concat([length, value])
}

const PIECE_BYTES = 8_000

/** Values that may be of any length come in pieces. */
function inPieces(value: Buffer | null): Buffer {
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(value === null ? 0xffff_ffff_ffff_ffffn : 0xffff_ffff_ffff_fffen)
  if (value === null) return length
  const pieces: Buffer[] = []
  for (let at = 0; at < value.length; at += PIECE_BYTES) {
    const piece = value.subarray(at, at + PIECE_BYTES)
    const head = Buffer.alloc(4)
    head.writeUInt32LE(piece.length)
    pieces.push(head, piece)
  }
  return Buffer.concat([length, ...pieces, Buffer.alloc(4)])
}

/** A column whose values carry one byte of length: numbers, dates, decimals, uniqueidentifier. */
export const shortColumn = (name: string, ...type: readonly number[]): TdsColumn => ({
  name,
  type: Buffer.from(type),
  cell: withByteLength,
})

/** `nvarchar(4000)`. */
export const textColumn = (name: string): TdsColumn => ({
  name,
  type: Buffer.concat([Buffer.of(0xe7, 0x40, 0x1f), LATIN1]),
  cell: withShortLength,
})

/** `nvarchar(max)`. */
export const longTextColumn = (name: string): TdsColumn => ({
  name,
  type: Buffer.concat([Buffer.of(0xe7, 0xff, 0xff), LATIN1]),
  cell: inPieces,
})

/** `varbinary(100)`. */
export const bytesColumn = (name: string): TdsColumn => ({
  name,
  type: Buffer.of(0xa5, 100, 0),
  cell: withShortLength,
})

/** A type with code of its own, such as geography. */
export function userTypeColumn(name: string, typeName: string): TdsColumn {
  const text = (value: string) => Buffer.concat([Buffer.of(value.length), Buffer.from(value, 'utf16le')])
  return {
    name,
    type: Buffer.concat([
      Buffer.of(0xf0, 0xff, 0xff),
      text('cmdb'),
      text('sys'),
      text(typeName),
      Buffer.alloc(2),
    ]),
    cell: inPieces,
  }
}

/** The head of a result. */
export function resultHead(columns: readonly TdsColumn[]): Buffer {
  const head = Buffer.of(0x81, columns.length, 0)
  const nullable = Buffer.of(0, 0, 0, 0, 1, 0)
  return Buffer.concat([
    head,
    ...columns.flatMap(({ name, type }) => [
      nullable,
      type,
      Buffer.of(name.length),
      Buffer.from(name, 'utf16le'),
    ]),
  ])
}

/** A row of a result. */
export function resultRow(columns: readonly TdsColumn[], values: readonly (Buffer | null)[]): Buffer {
  return Buffer.concat([Buffer.of(0xd1), ...columns.map(({ cell }, index) => cell(values[index] ?? null))])
}
