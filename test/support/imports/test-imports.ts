import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import type { Database } from '@director/database'
import type { TestedRun } from '@director/kit'
import { openImports } from './imports-application.js'

const PROGRAM = path.resolve(import.meta.dirname, 'import-program.js')

/** What a program of its own told about its import. */
export interface ProgramRun {
  readonly state: TestedRun['state']
  readonly code: string | undefined
  readonly message: string
  /** Memory of the process when it had most. */
  readonly peakMegabytes: number
}

/** Imports of one source of a real type, "cmdb", whose key column is "name". */
export type TestImports = Awaited<ReturnType<typeof openTestImports>>

/** Opens imports whose source is defined again and again, and which may run in a process of its own. */
export async function openTestImports() {
  const app = await openImports()
  const { url, database, folder, sources } = app
  return {
    ...app,
    /** Makes the source, or gives it these settings. */
    define: async (type: string, settings: object) => {
      const exists = (await sources.list()).length > 0
      if (exists) await sources.edit('cmdb', { settings })
      else await sources.create({ name: 'cmdb', type, keyColumn: 'name', settings })
    },
    /** Imports in a process that may hold so much in its heap. */
    runInProgram: (heapMegabytes: number) =>
      runProgram([`--max-old-space-size=${heapMegabytes}`, PROGRAM, url, folder, 'cmdb']),
    /** Everything that imports have stored, as text. */
    stored: () => storedIn(database),
  }
}

async function storedIn(database: Database): Promise<string> {
  const rows = await database.query('SELECT * FROM imported_row ORDER BY source_id, key, valid_from_run')
  const runs = await database.query('SELECT * FROM import_run ORDER BY id')
  return JSON.stringify({ rows, runs })
}

async function runProgram(words: readonly string[]): Promise<ProgramRun> {
  const child = spawn(process.execPath, [...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  if (child.exitCode !== 0)
    throw new Error(`the program ended with ${child.exitCode ?? child.signalCode}: ${errors}`)
  return JSON.parse(output)
}
