import { mkdtemp, rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '@director/errors'
import type { ImportSourceContext, LogFields, Row } from '@director/kit'
import { RestApiSettings, RestApiSource, SourceFiles } from '@director/sources'
import { sendJson, type ReceivedRequest } from './api.js'

/** Appears in settings of tests, and must appear in no failure and no log line. */
export const SECRET = 'correct-horse-battery'

/** What most tests answer. */
export const HOSTS: readonly Row[] = [{ name: 'web1' }, { name: 'web2', vars: { os: 'linux' } }]

/** Answers every request with the two hosts. */
export function answerHosts(_request: ReceivedRequest, response: ServerResponse): void {
  sendJson(response, HOSTS)
}

/** A REST source as tests use it. */
export interface TestRestSource {
  /** Relative paths in settings count from here. */
  readonly directory: string
  readonly source: RestApiSource
  /** Lines of the log since the last context was made. */
  readonly logged: readonly (LogFields & { readonly message: string })[]
  context(settings: Record<string, unknown>, signal?: AbortSignal): ImportSourceContext<RestApiSettings>
  read(settings: Record<string, unknown>, signal?: AbortSignal): Promise<readonly Row[]>
  /** Reads what must fail, and looks for the secret in everything an operator gets to see. */
  failure(settings: Record<string, unknown>): Promise<AppError>
  close(): Promise<void>
}

/** Makes a REST source with a directory for its files. */
export async function openRestSource(): Promise<TestRestSource> {
  const directory = await mkdtemp(join(tmpdir(), 'rest-source-'))
  const source = new RestApiSource(new SourceFiles(directory))
  let logged: (LogFields & { message: string })[] = []
  const note = (message: string, fields: LogFields = {}) => void logged.push({ message, ...fields })
  const log = { debug: note, info: note, warn: note, error: note }
  const context: TestRestSource['context'] = (settings, signal = new AbortController().signal) => {
    logged = []
    return { settings: RestApiSettings.parse(settings), signal, log }
  }
  const read: TestRestSource['read'] = async (settings, signal) => {
    const rows: Row[] = []
    for await (const row of source.rows(context(settings, signal))) rows.push(row)
    return rows
  }
  const failure: TestRestSource['failure'] = async (settings) => {
    const error: unknown = await read(settings).catch((failed: unknown) => failed)
    if (!(error instanceof AppError)) throw new Error(`expected a known failure, received ${String(error)}`)
    const { message, expected, received, remedy, details } = error
    const seen = JSON.stringify([message, expected, received, remedy, details, logged])
    if (seen.includes(SECRET)) throw new Error(`the secret is shown: ${seen}`)
    return error
  }
  return {
    directory,
    source,
    get logged() {
      return logged
    },
    context,
    read,
    failure,
    close: () => rm(directory, { recursive: true, force: true }),
  }
}
