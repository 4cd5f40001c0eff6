import { addAbortSignal } from 'node:stream'
import type { Readable } from 'node:stream'
import { AppError } from '@director/errors'
import yauzl, { type Entry, type ZipFile } from 'yauzl'

const MIB = 1024 * 1024
/** All parts of an archive together, unpacked. */
const MAX_UNPACKED_BYTES = 2048 * MIB
/** Parts that stay below this may be as repetitive as they like. */
const MAX_HARMLESS_BYTES = 50 * MIB
/** Worksheets shrink to a tenth or a fiftieth; a bomb to a thousandth. */
const MAX_RATIO = 200
const MAX_PARTS = 10_000

/** The parts of a ZIP file; unpacked only while they are read. */
export interface ZipArchive {
  has(part: string): boolean
  /**
   * @param maxBytes of parts that are held in memory
   * @throws AppError `source.malformed` when it is not there, `source.zip-bomb` when it is larger; when it is broken
   *   while reading
   */
  read(part: string, maxBytes?: number): AsyncGenerator<Buffer>
  close(): void
}

/**
 * Opens a ZIP file, after a look at what its parts say of their size; a part that is larger than it says fails.
 *
 * @param name shown in front of failures
 * @throws AppError `source.malformed`, `source.incomplete`, `source.zip-bomb`
 */
export async function openZip(location: string, name: string, signal: AbortSignal): Promise<ZipArchive> {
  const file = await open(location, name)
  try {
    const entries = await entriesOf(file, name)
    return {
      has: (part) => entries.has(part),
      close: () => file.close(),
      async *read(part, maxBytes = MAX_UNPACKED_BYTES) {
        const entry = entries.get(part)
        if (entry === undefined) throw broken(name, `has no part ${part}`, undefined)
        if (entry.uncompressedSize > maxBytes) throw zipBomb(name, part, entry)
        try {
          yield* addAbortSignal(signal, await openPart(file, entry)) as AsyncIterable<Buffer>
        } catch (error) {
          signal.throwIfAborted()
          throw broken(name, `${part} is broken`, error)
        }
      },
    }
  } catch (error) {
    file.close()
    throw error
  }
}

function open(location: string, name: string): Promise<ZipFile> {
  return new Promise((resolve, reject) =>
    yauzl.open(location, { lazyEntries: true, autoClose: false }, (error, file) =>
      error ? reject(broken(name, 'is not a ZIP file', error)) : resolve(file),
    ),
  )
}

function entriesOf(file: ZipFile, name: string): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>()
  let total = 0
  return new Promise((resolve, reject) => {
    file.on('error', (error) => reject(broken(name, 'is not a complete ZIP file', error)))
    file.on('end', () => resolve(entries))
    file.on('entry', (entry: Entry) => {
      const { fileName, uncompressedSize, compressedSize } = entry
      total += uncompressedSize
      const bombs = uncompressedSize > MAX_HARMLESS_BYTES && uncompressedSize > compressedSize * MAX_RATIO
      if (bombs || total > MAX_UNPACKED_BYTES || entries.size >= MAX_PARTS) {
        reject(zipBomb(name, fileName, entry))
        return
      }
      entries.set(fileName, entry)
      file.readEntry()
    })
    file.readEntry()
  })
}

function openPart(file: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) =>
    file.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream))),
  )
}

function broken(name: string, problem: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause
  return new AppError('source.malformed', `${name}: the file ${problem}`, {
    expected: 'an XLSX file, which is a ZIP file',
    ...(cause instanceof Error ? { received: cause.message } : {}),
    remedy: 'Save it again as XLSX, without password; it may be cut off, or an old XLS file',
    cause,
  })
}

function zipBomb(name: string, part: string, { compressedSize, uncompressedSize }: Entry): AppError {
  return new AppError('source.zip-bomb', `${name}: ${part} would be too large when unpacked`, {
    expected: `at most ${MAX_RATIO} times its packed size beyond ${MAX_HARMLESS_BYTES / MIB} MiB, ${MAX_UNPACKED_BYTES / MIB} MiB in all`,
    received: `${uncompressedSize} bytes from ${compressedSize}`,
    remedy: 'Save the file again; a worksheet that is really so large is better exported as CSV',
  })
}
