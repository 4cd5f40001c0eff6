import { readFileSync } from 'node:fs'
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
    return readFileSync(path === '-' ? 0 : path, 'utf8')
  } catch (error) {
    throw new AppError('usage.file-unreadable', `${path} cannot be read: ${reasonOf(error)}`, {
      cause: error,
    })
  }
}

function reasonOf(error: unknown): string {
  const code: unknown = Object(error).code
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EACCES') return 'permission denied'
  return code === 'EISDIR' ? 'it is a directory' : String(Object(error).message)
}
