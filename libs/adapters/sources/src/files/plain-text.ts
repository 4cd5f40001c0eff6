import { isUtf8 } from 'node:buffer'
import { AppError } from '@director/errors'

const LINE_FEED = 10
const NUL = 0

/**
 * Passes the chunks of a text on and fails at the first byte that is not UTF-8, or is NUL, which PostgreSQL cannot
 * store. Chunks end between characters, so each can be looked at alone.
 *
 * @param name shown in front of the failure
 * @throws AppError `source.not-utf8`, `source.nul-byte` with the line (1-based) in its details
 */
export async function* plainText(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  let linesBefore = 0
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const end = bytes.length - unfinishedCharacterLength(bytes)
    const text = bytes.subarray(0, end)
    rest = bytes.subarray(end)
    checkText(text, name, linesBefore)
    linesBefore += countLineFeeds(text)
    if (text.length > 0) yield text
  }
  if (rest.length > 0) throw notUtf8(rest, name, linesBefore + 1)
}

function checkText(text: Buffer, name: string, linesBefore: number): void {
  if (!isUtf8(text)) throw firstNotUtf8(text, name, linesBefore)
  const nul = text.indexOf(NUL)
  if (nul < 0) return
  const line = linesBefore + countLineFeeds(text.subarray(0, nul)) + 1
  throw new AppError('source.nul-byte', `${name}: line ${line} contains a NUL byte`, {
    expected: 'text',
    received: 'the byte 00',
    remedy: 'Export the file again as UTF-8 text; UTF-16 and binary formats look like this',
    details: { line },
  })
}

function firstNotUtf8(text: Buffer, name: string, linesBefore: number): AppError {
  let start = 0
  for (let line = linesBefore + 1; start < text.length; line++) {
    const end = text.indexOf(LINE_FEED, start)
    const bytes = text.subarray(start, end < 0 ? text.length : end)
    if (!isUtf8(bytes)) return notUtf8(bytes, name, line)
    start += bytes.length + 1
  }
  return notUtf8(text, name, linesBefore + 1)
}

function notUtf8(bytes: Buffer, name: string, line: number): AppError {
  const bad = bytes.subarray(validLength(bytes))
  return new AppError('source.not-utf8', `${name}: line ${line} is not UTF-8 text`, {
    expected: 'UTF-8',
    received: `the bytes ${bad.subarray(0, 4).toString('hex')}`,
    remedy: 'Export the file again as UTF-8',
    details: { line },
  })
}

/** How many bytes from the start are valid; bisects, because validity of a prefix ends once. */
function validLength(bytes: Buffer): number {
  let low = 0
  let high = bytes.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const prefix = bytes.subarray(0, middle)
    if (isUtf8(prefix.subarray(0, middle - unfinishedCharacterLength(prefix)))) low = middle
    else high = middle - 1
  }
  return low - unfinishedCharacterLength(bytes.subarray(0, low))
}

function countLineFeeds(text: Buffer): number {
  let count = 0
  for (let at = text.indexOf(LINE_FEED); at >= 0; at = text.indexOf(LINE_FEED, at + 1)) count++
  return count
}

/** Bytes at the end that begin a character whose other bytes are in the next chunk (RFC 3629, section 3): 0 to 3. */
function unfinishedCharacterLength(bytes: Buffer): number {
  for (let length = 1; length <= Math.min(3, bytes.length); length++) {
    const byte = bytes[bytes.length - length] ?? 0
    if (byte >= 0xc0) return characterLength(byte) > length ? length : 0
    if (byte < 0x80) return 0
  }
  return 0
}

function characterLength(firstByte: number): number {
  if (firstByte >= 0xf0) return 4
  return firstByte >= 0xe0 ? 3 : 2
}
