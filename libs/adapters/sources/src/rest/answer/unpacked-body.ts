import { pipeline, type Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { AppError } from '@director/errors'

/** What the source asks servers for; {@link unpackedBody} undoes it. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br'

/** The bytes of a body as they were before the server packed them. @throws AppError `source.unknown-encoding` */
export function unpackedBody(body: Readable, encoding: string | undefined, place: string): Readable {
  const unpack = unpackerFor(encoding?.trim().toLowerCase() ?? 'identity', place)
  // A failure of either side ends the other; the reader is told by the stream it reads.
  return unpack === undefined ? body : pipeline(body, unpack, () => undefined)
}

function unpackerFor(encoding: string, place: string): Transform | undefined {
  switch (encoding) {
    case '':
    case 'identity':
      return undefined
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'deflate':
      return createInflate()
    case 'br':
      return createBrotliDecompress()
    default:
      throw new AppError('source.unknown-encoding', `${place}: the answer is packed in an unknown way`, {
        expected: `one of ${ACCEPTED_ENCODINGS}`,
        received: encoding,
        remedy: 'Let that server answer without packing',
      })
  }
}

/** How many bytes all answers of a reading may have together. */
export class ByteBudget {
  private bytesLeft: number

  constructor(private readonly megabytes: number) {
    this.bytesLeft = megabytes * 1_000_000
  }

  /** Passes chunks on. @throws AppError `source.limit-exceeded` */
  async *spend(chunks: AsyncIterable<Buffer>, place: string): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      this.bytesLeft -= chunk.length
      if (this.bytesLeft < 0) {
        throw new AppError('source.limit-exceeded', `${place}: the answers are too large`, {
          expected: `at most ${this.megabytes} MB unpacked`,
          remedy: 'Ask the source for less, or raise limits.megabytes in the settings of the import source',
        })
      }
      yield chunk
    }
  }
}
