import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import type { Database } from '@director/database'
import { runJob, type TestedRun } from '@director/kit'
import { SourcesModule } from '@director/sources'
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

/** A database of its own with one import source of a real type, "cmdb", whose key column is "name". */
export interface TestImports {
  readonly url: string
  readonly database: Database
  /** Relative paths in settings count from here. */
  readonly folder: string
  /** Writes a file into the folder. */
  write(name: string, content: string | Uint8Array): Promise<void>
  /** Makes the source, or gives it these settings. */
  define(type: string, settings: object): Promise<void>
  run(): Promise<TestedRun>
  /** The same in a process that may hold so much in its heap. */
  runInProgram(heapMegabytes: number): Promise<ProgramRun>
  /** Everything that imports have stored, as text. */
  stored(): Promise<string>
  /** Forgets the source and everything imported. */
  clear(): Promise<void>
  close(): Promise<void>
}

/** Opens imports that read files of a folder of their own. */
export async function openTestImports(): Promise<TestImports> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'director-imports-'))
  const opened = await openImports(SourcesModule.forFilesIn(folder))
  const { url, database, sources, job } = opened
  return {
    url,
    database,
    folder,
    write: (name, content) => writeFile(path.join(folder, name), content),
    define: async (type, settings) => {
      const exists = (await sources.list()).length > 0
      if (exists) await sources.edit('cmdb', { settings })
      else await sources.create({ name: 'cmdb', type, keyColumn: 'name', settings })
    },
    run: () => runJob(job, { settings: { source: 'cmdb' } }),
    runInProgram: (heapMegabytes) =>
      runProgram([`--max-old-space-size=${heapMegabytes}`, PROGRAM, url, folder, 'cmdb']),
    stored: () => storedIn(database),
    clear: async () => {
      await database.query('DELETE FROM import_source')
    },
    close: async () => {
      await opened.close()
      await rm(folder, { recursive: true, force: true })
    },
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
