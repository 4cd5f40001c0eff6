import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DataLists } from '@director/data-lists'
import type { Database } from '@director/database'
import { AppError } from '@director/errors'
import type { ImportSources } from '@director/imports'
import type { Objects } from '@director/objects'
import type { JobDefinitions } from '@director/runs'
import type { SyncRules } from '@director/syncs'
import { parse } from 'yaml'

/** Where the parts of the example are stored. */
export interface ExampleTarget {
  readonly database: Database
  readonly objects: Objects
  readonly dataLists: DataLists
  readonly sources: ImportSources
  readonly rules: SyncRules
  readonly definitions: JobDefinitions
}

/** What was new; everything else was there already and stays as the operator left it. */
export interface LoadedExample {
  readonly objects: number
  readonly dataLists: number
  readonly sources: number
  readonly rules: number
  readonly jobs: number
}

type Written = Readonly<Record<string, unknown>> & { readonly name: string }

/**
 * Stores what of the example is missing: inventory table, objects, data list, import sources, sync rule and jobs. Running it again
 * changes nothing but the address of the installation's own database, which may have moved to another port.
 */
export async function loadExample(target: ExampleTarget, author: string): Promise<LoadedExample> {
  const folder = exampleFolder()
  const read = (file: string): readonly Written[] => parse(readFileSync(join(folder, file), 'utf8'))
  await loadInventoryTable(target.database, join(folder, '../inventory/hosts.sql'))
  return {
    objects: await loadObjects(target, read('objects.yaml'), author),
    dataLists: await loadMissing(read('data-lists.yaml'), target.dataLists),
    sources: await loadSources(target, read('import-sources.yaml'), folder),
    rules: await loadMissing(read('sync-rules.yaml'), target.rules),
    jobs: await loadMissing(read('jobs.yaml'), target.definitions),
  }
}

async function loadInventoryTable(database: Database, file: string): Promise<void> {
  const [present] = await database.query<{ table: string | null }>(
    `SELECT to_regclass('example_inventory')::text AS table`,
  )
  if (present?.table === null) await database.query(readFileSync(file, 'utf8'))
}

async function loadObjects(
  { objects }: ExampleTarget,
  written: readonly Written[],
  author: string,
): Promise<number> {
  const missing: Written[] = []
  for (const object of written) {
    if (!(await exists(() => objects.get(String(object['type']), object.name)))) missing.push(object)
  }
  return missing.length === 0 ? 0 : (await objects.save(missing, { author })).created
}

async function loadSources(
  { sources, database }: ExampleTarget,
  written: readonly Written[],
  folder: string,
): Promise<number> {
  let created = 0
  for (const source of written) {
    const settings = settingsHere(Object(source['settings']), folder, database.options.url)
    if (!(await exists(() => sources.get(source.name)))) {
      await sources.create({ ...source, settings })
      created += 1
    } else if ('url' in settings) await sources.edit(source.name, { settings })
  }
  return created
}

function settingsHere(
  settings: Record<string, unknown>,
  folder: string,
  databaseUrl: string,
): Record<string, unknown> {
  return {
    ...settings,
    ...(typeof settings['path'] === 'string' ? { path: resolve(folder, settings['path']) } : {}),
    ...(settings['url'] === 'this installation' ? { url: databaseUrl } : {}),
  }
}

interface NamedThings {
  get(name: string): Promise<unknown>
  create(written: never): Promise<unknown>
}

async function loadMissing(written: readonly Written[], things: NamedThings): Promise<number> {
  let created = 0
  for (const thing of written) {
    if (await exists(() => things.get(thing.name))) continue
    // What the file says is checked by create() itself.
    await things.create(thing as never)
    created += 1
  }
  return created
}

async function exists(get: () => Promise<unknown>): Promise<boolean> {
  try {
    await get()
    return true
  } catch (error) {
    if (error instanceof AppError && /(unknown|not-found)$/.test(error.code)) return false
    throw error
  }
}

// Sources and build result lie at different depths; both have the folder examples/ above them.
function exampleFolder(): string {
  let folder = new URL('./', import.meta.url)
  while (!existsSync(new URL('examples/monitoring/', folder))) {
    const parent = new URL('../', folder)
    if (parent.href === folder.href) {
      throw new AppError(
        'example.missing',
        'the folder examples/monitoring is not part of this installation',
        {
          remedy: 'Start without --example',
        },
      )
    }
    folder = parent
  }
  return fileURLToPath(new URL('examples/monitoring', folder))
}
