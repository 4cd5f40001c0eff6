import 'reflect-metadata'
import { readFileSync } from 'node:fs'
import { NestFactory } from '@nestjs/core'
import type { INestApplicationContext } from '@nestjs/common'
import { DatabaseModule, ObjectChangeStore, type Database } from '@director/database'
import { AppError } from '@director/errors'
import { readWrittenObject, writtenForm, type IcingaObject } from '@director/icinga-objects'
import { runJob } from '@director/kit'
import { SyncJob, SyncRules, SyncsModule } from '@director/syncs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storeImportedRows } from '../support/imports/imported-rows.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

type Properties = Readonly<Record<string, unknown>>

/** What Icinga Director 1.11.9 did with a rule; recorded from its own classes. */
interface RecordedCase {
  readonly id: string
  readonly object_type: 'host' | 'hostgroup'
  readonly sources: Readonly<Record<string, { readonly key_column: string }>>
  readonly rule: {
    readonly update_policy: string
    readonly purge_existing: 'y' | 'n'
    readonly purge_action: string | null
    readonly filter_expression: string | null
  }
  readonly properties: readonly {
    readonly source: string
    readonly source_expression: string
    readonly destination_field: string
    readonly filter_expression: string | null
    readonly merge_policy: string
  }[]
  readonly before: readonly { readonly type: 'host' | 'hostgroup'; readonly properties: Properties }[]
  readonly steps: readonly {
    readonly rows: Readonly<Record<string, readonly Properties[]>>
    readonly sync: { readonly had_changes: boolean; readonly error: string | null }
    readonly run: { readonly created: number; readonly modified: number; readonly deleted: number } | null
    readonly after: readonly Properties[]
  }[]
}

const file = new URL('../golden/data/sync-hosts.jsonl', import.meta.url)
const cases: readonly RecordedCase[] = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

let test: TestDatabase
let database: Database
let app: INestApplicationContext

beforeAll(async () => {
  test = await createTestDatabase()
  database = test.database
  app = await NestFactory.createApplicationContext(
    { module: SyncsModule, imports: [DatabaseModule.of(database)] },
    { logger: false, abortOnError: false },
  )
})

afterAll(async () => {
  await app?.close()
  await test?.close()
})

describe('a sync does what Director does', () => {
  it('has the recorded cases at hand', () => {
    expect(cases.length).toBeGreaterThan(40)
  })

  it.each(cases.map((recorded) => [recorded.id, recorded] as const))('%s', async (_id, recorded) => {
    await database.query(
      'TRUNCATE icinga_object, import_source, import_run, imported_row, sync_rule, sync_run CASCADE',
    )
    await storeObjects(recorded.before.map(({ type, properties }) => objectOf(type, properties)))
    await makeSources(recorded)
    const refused = await refusalOf(() => makeRule(recorded))
    if (refused !== undefined) {
      // What Director finds out when it syncs is told here when the rule is made.
      expect(recorded.steps.every((step) => step.sync.error !== null)).toBe(true)
      return
    }
    for (const step of recorded.steps) {
      for (const [source, rows] of Object.entries(step.rows)) {
        await storeImportedRows(database, source, recorded.sources[source]?.key_column ?? '', rows)
      }
      const run = await runJob(app.get(SyncJob), { settings: { rule: 'recorded' } })
      expect(run.error?.message ?? null).toEqual(step.sync.error === null ? null : expect.any(String))
      if (step.sync.error === null) {
        const { created, changed, deleted } = run.counters
        const expected = step.run ?? { created: 0, modified: 0, deleted: 0 }
        expect({ created, modified: changed, deleted }).toEqual(expected)
      }
      expect(await storedObjects(recorded.object_type)).toEqual(step.after)
    }
    const [runs] = await database.query<{ count: number }>('SELECT count(*)::int AS count FROM sync_run')
    expect(runs?.count).toBe(recorded.steps.filter((step) => step.run !== null).length)
  })
})

async function refusalOf(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

async function makeSources(recorded: RecordedCase): Promise<void> {
  for (const [name, { key_column: keyColumn }] of Object.entries(recorded.sources)) {
    await database.query(`INSERT INTO import_source (name, type, key_column) VALUES ($1, 'test.rows', $2)`, [
      name,
      keyColumn,
    ])
  }
}

async function makeRule({ object_type: objectType, rule, properties }: RecordedCase): Promise<void> {
  await app.get(SyncRules).create({
    name: 'recorded',
    objectType,
    updatePolicy: rule.update_policy,
    purge: rule.purge_existing === 'y',
    ...(rule.purge_action === null ? {} : { purgeAction: rule.purge_action }),
    ...(rule.filter_expression === null ? {} : { filter: rule.filter_expression }),
    properties: properties.map((property) => ({
      source: property.source,
      expression: property.source_expression,
      destination: property.destination_field,
      mergePolicy: property.merge_policy,
      ...(property.filter_expression === null ? {} : { filter: property.filter_expression }),
    })),
  })
}

async function storeObjects(objects: readonly IcingaObject[]): Promise<void> {
  const store = new ObjectChangeStore()
  await database.transaction((transaction) =>
    store.create(
      transaction,
      objects.map((object) => ({ object })),
      { author: 'test' },
    ),
  )
}

/** From Director's spelling to ours. */
function objectOf(type: string, { object_name, object_type, ...properties }: Properties): IcingaObject {
  const reading = readWrittenObject({ ...properties, type, name: object_name, kind: object_type ?? 'object' })
  if (reading.kind === 'problems') throw new Error(JSON.stringify(reading.problems))
  return reading.object
}

async function storedObjects(directorType: string): Promise<readonly Properties[]> {
  const objects = await database.query<IcingaObject>(
    'SELECT type, name, kind, disabled, properties, vars, imports FROM icinga_object WHERE type = $1 ORDER BY name',
    [directorType === 'host' ? 'Host' : 'HostGroup'],
  )
  return objects.map(({ ...object }) => {
    const { type: _type, name, kind, ...rest } = writtenForm(object)
    return { ...rest, object_name: name, ...(kind === undefined ? {} : { object_type: kind }) }
  })
}
