import { readFileSync, readSync } from 'node:fs'
import { AppError } from '@director/errors'
import { parseDocument } from 'yaml'

/**
 * Reads a YAML or JSON file with names and values; `-` is standard input.
 *
 * @throws AppError those of {@link readDocument}
 */
export function readDefinitionFile(path: string): Readonly<Record<string, unknown>> {
  const content = readDocument(path)
  if (isObject(content)) return content
  throw new AppError('usage.bad-file', `${path}: not usable`, {
    expected: 'names with values, such as "name: Import hosts"',
    received: Array.isArray(content) ? 'a list' : content === null ? 'nothing' : `${typeof content}`,
  })
}

/**
 * Reads whatever a YAML or JSON file holds; `-` is standard input. JSON is YAML, so one reader does for both.
 *
 * @throws AppError `usage.file-unreadable`, `usage.bad-file` with line and column
 */
export function readDocument(path: string): unknown {
  const document = parseDocument(readText(path))
  const [problem] = document.errors
  if (problem === undefined) return document.toJS()
  const [place] = problem.linePos ?? []
  const where = place === undefined ? '' : `:${place.line}:${place.col}`
  throw new AppError('usage.bad-file', `${path}${where}: ${firstLine(problem.message)}`, {
    expected: 'YAML or JSON',
  })
}

function isObject(content: unknown): content is Record<string, unknown> {
  return typeof content === 'object' && content !== null && !Array.isArray(content)
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? message
}

/** @throws AppError `usage.file-unreadable` */
export function readText(path: string): string {
  try {
    return path === '-' ? readStandardInput() : readFileSync(path, 'utf8')
  } catch (error) {
    throw new AppError('usage.file-unreadable', `${path} cannot be read: ${reasonOf(error)}`, {
      cause: error,
    })
  }
}

const PIECE_BYTES = 64 * 1024
const PAUSE_MS = 10

// A pipe whose writer is still busy answers EAGAIN where others wait.
function readStandardInput(): string {
  const pieces: Buffer[] = []
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (;;) {
    const piece = Buffer.allocUnsafe(PIECE_BYTES)
    try {
      const bytes = readSync(0, piece)
      if (bytes === 0) return Buffer.concat(pieces).toString('utf8')
      pieces.push(piece.subarray(0, bytes))
    } catch (error) {
      if (Object(error).code !== 'EAGAIN') throw error
      Atomics.wait(pause, 0, 0, PAUSE_MS)
    }
  }
}

function reasonOf(error: unknown): string {
  const code: unknown = Object(error).code
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EACCES') return 'permission denied'
  return code === 'EISDIR' ? 'it is a directory' : String(Object(error).message)
}
