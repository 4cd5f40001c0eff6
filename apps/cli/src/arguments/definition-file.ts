import { readFileSync } from 'node:fs'
import { AppError } from '@director/errors'
import { isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml'
import { readStandardInput } from './standard-input.js'

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
  const lines = new LineCounter()
  // The library's own check for repeated names takes minutes for a data list of 100,000 entries.
  const document = parseDocument(readText(path), { uniqueKeys: false, lineCounter: lines })
  const [problem] = document.errors
  const [place] = problem?.linePos ?? []
  if (problem !== undefined) throw badFile(path, place, firstLine(problem.message))
  const repeated = repeatedName(document)
  if (repeated === undefined) return document.toJS()
  throw badFile(path, lines.linePos(repeated.offset), `the name "${repeated.name}" comes twice`)
}

function repeatedName(document: Document): { readonly name: string; readonly offset: number } | undefined {
  let repeated: { readonly name: string; readonly offset: number } | undefined
  visit(document, {
    Map: (_key, map) => {
      const names = new Set<string>()
      for (const { key } of map.items) {
        const name = String(isScalar(key) ? key.value : key)
        if (names.has(name)) {
          repeated = { name, offset: isScalar(key) ? (key.range?.[0] ?? 0) : 0 }
          return visit.BREAK
        }
        names.add(name)
      }
      return undefined
    },
  })
  return repeated
}

function badFile(
  path: string,
  place: { readonly line: number; readonly col: number } | undefined,
  problem: string,
): AppError {
  const where = place === undefined ? '' : `:${place.line}:${place.col}`
  return new AppError('usage.bad-file', `${path}${where}: ${problem}`, { expected: 'YAML or JSON' })
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

function reasonOf(error: unknown): string {
  const code: unknown = Object(error).code
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EACCES') return 'permission denied'
  return code === 'EISDIR' ? 'it is a directory' : String(Object(error).message)
}
