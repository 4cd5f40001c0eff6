import { Test, type TestingModule } from '@nestjs/testing'
import { CLEANUP_TASKS, DatabaseModule } from '@director/database'
import { HousekeepingJob, HousekeepingModule } from '@director/housekeeping'
import { runJob, type TestedRun } from '@director/kit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

let test: TestDatabase
let application: TestingModule

beforeEach(async () => {
  test = await createTestDatabase()
  application = await Test.createTestingModule({
    imports: [DatabaseModule.of(test.database), HousekeepingModule],
  }).compile()
})

afterEach(async () => {
  await application.close()
  await test.close()
})

describe('Housekeeping of runs', () => {
  it('deletes old runs with their logs, keeps the newest of every definition and unfinished ones', async () => {
    await sql(`INSERT INTO job_definition (id, name, type, interval_seconds, time_zone) VALUES
      (md5('a')::uuid, 'a', 'x.y', 60, 'UTC'), (md5('b')::uuid, 'b', 'x.y', 60, 'UTC')`)
    await storeRuns('a', 10, 100)
    await storeRuns('b', 2, 100)
    await storeRuns('a', 3, 1)
    await sql(`INSERT INTO run (definition_id, definition_name, definition_revision, type, settings, lane, timeout_seconds,
        trigger, slot_at, state, queued_at)
      VALUES (md5('a')::uuid, 'a', 1, 'x.y', '{}', 'default', 60, 'schedule', now(), 'queued', now() - interval '200 days')`)
    await sql(
      `UPDATE run SET definition_id = NULL WHERE number = (SELECT min(number) FROM run WHERE definition_name = 'b')`,
    )
    const run = await housekeep({ runDays: 90, runsKept: 5, logDays: 365 })
    // a: 14 runs, 5 newest stay (one queued, three recent, one old); b: one belongs to no definition any more.
    expect(run.counters).toMatchObject({ runs: 10, logLines: 0 })
    expect(await column(`SELECT definition_name || ' ' || state AS value FROM run ORDER BY number`)).toEqual([
      'a succeeded',
      'b succeeded',
      'a succeeded',
      'a succeeded',
      'a succeeded',
      'a queued',
    ])
    expect(await count('run_log_line')).toBe(10)
  })

  it('deletes log lines of old runs before the runs themselves', async () => {
    await sql(`INSERT INTO job_definition (id, name, type, interval_seconds, time_zone)
      VALUES (md5('a')::uuid, 'a', 'x.y', 60, 'UTC')`)
    await storeRuns('a', 4, 40)
    await storeRuns('a', 1, 1)
    expect((await housekeep({ logDays: 30 })).counters).toMatchObject({ logLines: 8, runs: 0 })
    expect(await count('run')).toBe(5)
    expect(await count('run_log_line')).toBe(2)
  })

  it('deletes old verdicts', async () => {
    await sql(`INSERT INTO job_definition (id, name, type, interval_seconds, time_zone)
      VALUES (md5('a')::uuid, 'a', 'x.y', 60, 'UTC')`)
    await sql(`INSERT INTO verdict (definition_id, slot_at, kind, reason, decided_by, zone_data_version, decided_at)
      SELECT md5('a')::uuid, now() - make_interval(days => day), 'queued', '', 't', 't', now() - make_interval(days => day)
      FROM generate_series(1, 10) AS day`)
    expect((await housekeep({ verdictDays: 5 })).counters).toMatchObject({ verdicts: 6 })
    expect(await count('verdict')).toBe(4)
  })

  it('deletes more than one batch', async () => {
    await sql(`INSERT INTO activity (at, action, object_type, object_name, author)
      SELECT now() - interval '1 year', 'create', 'Host', 'h' || n, 'a' FROM generate_series(1, 12001) AS n`)
    const run = await housekeep({ activityDays: 30 })
    expect(run.counters).toMatchObject({ activities: 12_001 })
    expect(run.progress.filter(({ unit }) => unit === 'activities').map(({ done }) => done)).toEqual([
      5_000, 10_000, 12_001,
    ])
  })
})

describe('Housekeeping of configurations', () => {
  it('keeps what is active, was deployed last, is on its way or was rendered last; files go when nothing has them', async () => {
    await storeConfigurations([
      'oldest',
      'older',
      'old',
      'active',
      'rejected',
      'uploading',
      'latest',
      'unused',
    ])
    await sql(
      `UPDATE generated_config SET rendered_at = now() - interval '50 days' WHERE checksum = 'latest'`,
    )
    await deploy('oldest', 'active')
    await deploy('older', 'active')
    await deploy('old', 'active')
    await deploy('active', 'active')
    await deploy('rejected', 'rejected')
    await sql(
      `INSERT INTO deployment (config_checksum, target, state) VALUES ('uploading', 'there', 'uploading')`,
    )
    const run = await housekeep({ configurationDays: 30, deploymentsKept: 3 })
    expect(run.counters).toMatchObject({ configurations: 3, files: 3 })
    const kept = ['active', 'latest', 'old', 'older', 'uploading']
    expect(await column('SELECT checksum AS value FROM generated_config ORDER BY 1')).toEqual(kept)
    // The file all of them share stays as well.
    expect(await column('SELECT checksum AS value FROM generated_file ORDER BY 1')).toEqual(
      [...kept.map((name) => `file of ${name}`), 'shared'].sort(),
    )
    expect(await count('deployment')).toBe(6)
  })

  it('deletes old deployments except the newest and the active one of every target', async () => {
    await storeConfigurations(['a'])
    await deploy('a', 'active', 'elsewhere')
    await deploy('a', 'active')
    for (let round = 0; round < 5; round++) await deploy('a', 'rejected')
    await sql(`UPDATE deployment SET started_at = now() - interval '2 years'`)
    const run = await housekeep({ deploymentDays: 365, deploymentsKept: 2, configurationDays: null })
    expect(run.counters).toMatchObject({ deployments: 3 })
    expect(await column(`SELECT target || ' ' || state AS value FROM deployment ORDER BY id`)).toEqual([
      'elsewhere active',
      'there active',
      'there rejected',
      'there rejected',
    ])
  })
})

describe('Housekeeping of imports', () => {
  beforeEach(async () => {
    await sql(
      `INSERT INTO import_source (id, name, type, key_column) VALUES (md5('cmdb')::uuid, 'cmdb', 'x.y', 'id')`,
    )
    // Ten imports, one every ten days; a row that each of them changed, and one that never changed.
    await sql(`INSERT INTO import_run (id, source_id, imported_at, row_count, created, changed, removed, checksum)
      SELECT n, md5('cmdb')::uuid, now() - make_interval(days => 100 - n * 10), 2, 0, 1, 0, n FROM generate_series(1, 10) AS n`)
    await sql(`INSERT INTO imported_row (source_id, key, valid_from_run, valid_to_run, checksum, data)
      SELECT md5('cmdb')::uuid, 'changing', n, nullif(n + 1, 11), ''::bytea, '{}'::jsonb FROM generate_series(1, 10) AS n
      UNION ALL SELECT md5('cmdb')::uuid, 'constant', 1, NULL, ''::bytea, '{}'::jsonb`)
  })

  it('keeps the newest imports and every row version they had', async () => {
    const run = await housekeep({ importDays: 5, importsKept: 3 })
    expect(run.counters).toMatchObject({ importedRows: 7, importRuns: 7 })
    expect(await column('SELECT id::text AS value FROM import_run ORDER BY id')).toEqual(['8', '9', '10'])
    expect(
      await column(`SELECT key || ' ' || valid_from_run AS value FROM imported_row ORDER BY valid_from_run`),
    ).toEqual(['constant 1', 'changing 8', 'changing 9', 'changing 10'])
  })

  it('keeps imports that are recent enough', async () => {
    expect((await housekeep({ importDays: 45, importsKept: 1 })).counters).toMatchObject({ importRuns: 5 })
  })

  it('keeps everything while a source has fewer imports than are kept', async () => {
    expect((await housekeep({ importDays: 1, importsKept: 11 })).counters).toMatchObject({
      importedRows: 0,
      importRuns: 0,
    })
  })

  it('keeps the import the latest sync of a rule was made from', async () => {
    await sql(
      `INSERT INTO sync_rule (id, name, object_type, update_policy) VALUES (md5('r')::uuid, 'r', 'Host', 'merge')`,
    )
    await sql(`INSERT INTO sync_run (rule_id, rule_name, created, changed, deleted, import_runs, synced_at) VALUES
      (md5('r')::uuid, 'r', 0, 0, 0, '{"cmdb": 2}', now() - interval '3 years'),
      (md5('r')::uuid, 'r', 0, 0, 0, '{"cmdb": "4"}', now() - interval '2 years')`)
    const run = await housekeep({ importDays: 1, importsKept: 1, syncRunDays: 365 })
    expect(run.counters).toMatchObject({ importedRows: 3, importRuns: 3, syncRuns: 1 })
  })

  it('deletes old entries of the history, and keeps the newest of every source', async () => {
    await sql(`INSERT INTO import_attempt (source_id, started_at, finished_at, outcome, row_count)
      SELECT md5('cmdb')::uuid, at, at, 'unchanged', n
      FROM generate_series(1, 10) AS n, LATERAL (SELECT now() - make_interval(days => 100 - n * 10) AS at) AS time`)
    const run = await housekeep({ importDays: 5, importsKept: 3 })
    expect(run.counters).toMatchObject({ importAttempts: 7 })
    expect(await column('SELECT row_count::text AS value FROM import_attempt ORDER BY id')).toEqual([
      '8',
      '9',
      '10',
    ])
    expect((await housekeep({ importDays: 1, importsKept: 1 })).counters).toMatchObject({ importAttempts: 2 })
  })

  it('deletes old entries of the history that never ended', async () => {
    await sql(`INSERT INTO import_attempt (source_id, started_at, outcome)
      SELECT md5('cmdb')::uuid, now() - make_interval(days => 100 - n), 'running' FROM generate_series(1, 5) AS n`)
    const run = await housekeep({ importDays: 5, importsKept: 3 })
    expect(run.counters).toMatchObject({ importAttempts: 2 })
  })

  it('finds closed versions by an index, not by reading all rows', async () => {
    const task = CLEANUP_TASKS.find(({ name }) => name === 'importedRows')
    await sql(`INSERT INTO imported_row (source_id, key, valid_from_run, checksum, data)
      SELECT md5('cmdb')::uuid, 'k' || n, 1, '', '{}' FROM generate_series(1, 20000) AS n`)
    await sql('ANALYZE imported_row')
    const plan = await column(
      `EXPLAIN (FORMAT TEXT) ${(task?.expired ?? '').replaceAll('$1', '30').replaceAll('$2', '10')}`,
    )
    expect(plan.join('\n')).toContain('imported_row_closed')
  })
})

describe('a Housekeeping job', () => {
  it('only counts in a dry run', async () => {
    await sql(`INSERT INTO activity (at, action, object_type, object_name, author)
      VALUES (now() - interval '1 year', 'create', 'Host', 'h', 'a')`)
    const run = await housekeep({ dryRun: true, activityDays: 30 })
    expect(run.message).toBe('would remove 1 activities')
    expect(await count('activity')).toBe(1)
    expect(run.log).toContainEqual(
      expect.objectContaining({
        message: 'would be removed',
        fields: expect.objectContaining({ task: 'activities', rows: 1 }),
      }),
    )
  })

  it('keeps the audit trail for ever unless told otherwise', async () => {
    await sql(`INSERT INTO activity (at, action, object_type, object_name, author)
      VALUES (now() - interval '30 years', 'create', 'Host', 'h', 'a')`)
    expect(await housekeep({})).toMatchObject({ state: 'succeeded', message: 'nothing to remove' })
  })

  it('goes on with the other tasks when one fails, and fails with its reason', async () => {
    await sql(`INSERT INTO activity (at, action, object_type, object_name, author)
      VALUES (now() - interval '1 year', 'create', 'Host', 'h', 'a')`)
    await sql('ALTER TABLE verdict RENAME TO elsewhere')
    const run = await housekeep({ activityDays: 30 })
    expect(run).toMatchObject({ state: 'failed', error: { code: 'housekeeping.task-failed' } })
    expect(run.message).toContain('task verdicts: relation "verdict" does not exist')
    expect(await count('activity')).toBe(0)
  })

  it('stops between two batches when the run is aborted', async () => {
    const aborted = AbortSignal.abort(new Error('shutdown'))
    const run = await runJob(application.get(HousekeepingJob), { signal: aborted })
    expect(run).toMatchObject({ state: 'failed', message: 'shutdown', log: [] })
  })
})

async function housekeep(settings: object): Promise<TestedRun> {
  return runJob(application.get(HousekeepingJob), { settings })
}

async function storeRuns(definition: string, runs: number, daysAgo: number): Promise<void> {
  await sql(
    `WITH stored AS (
      INSERT INTO run (definition_id, definition_name, definition_revision, type, settings, lane, timeout_seconds, trigger,
        slot_at, state, finished_at)
      SELECT md5($1)::uuid, $1, 1, 'x.y', '{}', 'default', 60, 'schedule',
        now() - make_interval(days => $3, secs => n), 'succeeded', now() - make_interval(days => $3, secs => n)
      FROM generate_series(1, $2::int) AS n RETURNING id)
    INSERT INTO run_log_line (run_id, number, at, level, message)
    SELECT id, line, now(), 'info', '' FROM stored, generate_series(1, 2) AS line`,
    [definition, runs, daysAgo],
  )
}

/** Each has a file of its own and one that all share. */
async function storeConfigurations(names: readonly string[]): Promise<void> {
  await sql(`INSERT INTO generated_file (checksum, content, size_bytes) VALUES ('shared', '', 0)`)
  for (const name of names) {
    await sql(
      `INSERT INTO generated_config (checksum, object_count, file_count, rendered_at) VALUES ($1, 1, 2, now() - interval '60 days')`,
      [name],
    )
    await sql(`INSERT INTO generated_file (checksum, content, size_bytes) VALUES ($1, '', 0)`, [
      `file of ${name}`,
    ])
    await sql(
      `INSERT INTO generated_config_file (config_checksum, path, file_checksum)
       VALUES ($1, 'own.conf', $2), ($1, 'shared.conf', 'shared')`,
      [name, `file of ${name}`],
    )
  }
}

async function deploy(checksum: string, state: string, target = 'there'): Promise<void> {
  await sql(
    `INSERT INTO deployment (config_checksum, target, state, finished_at) VALUES ($1, $2, $3, now())`,
    [checksum, target, state],
  )
}

async function sql(statement: string, values: readonly unknown[] = []): Promise<void> {
  await test.database.query(statement, values)
}

async function column(statement: string): Promise<readonly string[]> {
  const rows = await test.database.query<Record<string, string>>(statement)
  return rows.map((row) => Object.values(row)[0] ?? '')
}

async function count(table: string): Promise<number> {
  const [row] = await test.database.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)
  return row?.count ?? 0
}
