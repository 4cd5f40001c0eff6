import 'reflect-metadata'
import { RowImportStore, type Transaction, type Transactions } from '@director/database'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openImports, type ImportsApplication } from '../support/imports/imports-application.js'
import { hosts } from '../support/imports/listed-source.js'

let app: ImportsApplication
let store: RowImportStore

beforeAll(async () => {
  app = await openImports()
  store = app.get(RowImportStore)
})

afterAll(async () => {
  await app?.close()
})

beforeEach(() => app.clear())

const going = new AbortController().signal

/** Resolves when somebody waits for an import of a source to end. */
async function somebodyWaits(): Promise<void> {
  await expect
    .poll(() => app.database.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`))
    .toHaveLength(1)
}

describe('while an import is under way', () => {
  const holdShrunk = async () => {
    const source = await app.source({ guards: { maximumShrinkPercent: 20 } })
    await app.import(hosts(10))
    await app.import(hosts(4))
    return source
  }

  it.each(['approve', 'reject'] as const)(
    '%s waits, and does nothing when something else is held by then',
    async (decision) => {
      const { id } = await holdShrunk()
      let deciding: Promise<unknown> = Promise.resolve()
      await store.importing(id, going, async (transaction) => {
        deciding = app.approval[decision]('cmdb', { by: 'ada' })
        deciding.catch(() => undefined)
        await somebodyWaits()
        await transaction.query(`UPDATE held_import SET checksum = repeat('0', 32)`)
      })
      await expect(deciding).rejects.toMatchObject({ code: 'import.held-changed' })
      expect(Object.keys(await app.currentRows())).toHaveLength(10)
      expect(await app.approval.held('cmdb')).toBeDefined()
    },
  )

  it('another one that waits is guarded by what the source says when its turn comes', async () => {
    const { id } = await app.source()
    await app.import(hosts(3))
    let second: ReturnType<typeof app.import> | undefined
    await store.importing(id, going, async () => {
      second = app.import([{ name: 'web1', id: 'a' }])
      await somebodyWaits()
      await app.sources.edit('cmdb', { keyColumn: 'id', guards: { maximumShrinkPercent: 20 } })
    })
    expect((await second)?.error?.code).toBe('import.held')
    expect(await app.approval.held('cmdb')).toMatchObject({ keyColumn: 'id', created: 1, removed: 3 })
  })

  it('another one that is stopped before it waits does not wait', async () => {
    const { id } = await app.source()
    const stop = new AbortController()
    await store.importing(id, going, async () => {
      const second = store.importing(id, stop.signal, async () => 'done', stoppedAtItsBegin(stop))
      await expect(second).rejects.toThrow('stopped by a person')
    })
  }, 5_000)
})

it('an import of a source that was deleted meanwhile reads nothing', async () => {
  const { id } = await app.source()
  await app.sources.delete('cmdb')
  let hasRead = false
  const importing = store.importing(id, going, async () => void (hasRead = true))
  await expect(importing).rejects.toMatchObject({ code: 'import-source.deleted-meanwhile' })
  expect(hasRead).toBe(false)
})

/** Transactions in which the signal aborts while the first statement is answered. */
function stoppedAtItsBegin(stop: AbortController): Transactions {
  const stopping = (transaction: Transaction): Transaction => ({
    ...transaction,
    query: (statement, values) => {
      stop.abort(new Error('stopped by a person'))
      return transaction.query(statement, values)
    },
  })
  return {
    transaction: (work) => app.database.transaction((transaction) => work(stopping(transaction))),
  }
}
