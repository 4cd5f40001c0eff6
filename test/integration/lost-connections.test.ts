import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

let test: TestDatabase

beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(async () => test.close())

it('fails a transaction whose connection breaks between two statements, and nothing else', async () => {
  const broken = test.database.transaction(async (transaction) => {
    const ended = new Promise<void>((resolve) => transaction.client.once('end', () => resolve()))
    const [own] = await transaction.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    await test.database.query('SELECT pg_terminate_backend($1)', [own?.pid])
    await ended
    await transaction.query('SELECT 1')
  })
  await expect(broken).rejects.toThrow(/connection/)
  expect(await test.database.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
})
