import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

/** A node of PostgreSQL's plan, as far as these tests look at it. */
interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Shared Hit Blocks': number
  readonly 'Shared Read Blocks': number
  readonly Plans?: readonly PlanNode[]
}

const DEFINITIONS = 100_000
const statement = (name: string) =>
  fs.readFileSync(
    path.resolve(import.meta.dirname, `../../libs/adapters/database/src/runs/planning/${name}.sql`),
    'utf8',
  )

describe('planning with 100,000 definitions and nothing due', () => {
  let test: TestDatabase

  beforeAll(async () => {
    test = await createTestDatabase()
    await test.database.query(
      `INSERT INTO job_definition (name, type, interval_seconds, time_zone, next_run_at)
       SELECT 'job ' || number, 'test.record', 3600, 'UTC', now() + make_interval(secs => 3600 + number)
       FROM generate_series(1, ${DEFINITIONS}) AS number`,
    )
    await test.database.query('ANALYZE job_definition')
  }, 60_000)
  afterAll(async () => test.close())

  const explain = async (query: string, values: readonly unknown[] = []): Promise<PlanNode> => {
    const [row] = await test.database.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${query}`,
      values,
    )
    const plan = row?.['QUERY PLAN'][0]?.Plan
    if (plan === undefined) throw new Error('no plan')
    return plan
  }
  const nodesOf = (plan: PlanNode): readonly PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
  const blocksOf = (plan: PlanNode) => plan['Shared Hit Blocks'] + plan['Shared Read Blocks']

  it('finds the due ones by the index on next_run_at and reads only a few blocks', async () => {
    const plan = await explain(statement('due-definitions'), [200])
    const definitions = nodesOf(plan).filter((node) => node['Relation Name'] === 'job_definition')
    expect(definitions.map((node) => node['Index Name'])).toEqual(['job_definition_next_run_at'])
    expect(blocksOf(plan)).toBeLessThan(20)
  })

  it('finds the next slot by the same index', async () => {
    const plan = await explain('SELECT min(next_run_at) FROM job_definition WHERE next_run_at > now()')
    expect(nodesOf(plan).map((node) => node['Node Type'])).not.toContain('Seq Scan')
    expect(blocksOf(plan)).toBeLessThan(20)
  })
})
