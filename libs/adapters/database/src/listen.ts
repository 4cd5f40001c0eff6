import pg from 'pg'
import type { Database } from './database.js'

/** Names of the NOTIFY channels; hints only, every listener polls as well. */
export type Channel = 'director_schedule' | 'director_cancel'

const RECONNECT_MS = 1_000

/**
 * Calls `heard` for every notification until closed. A lost connection is opened again; what was said in between is
 * lost, which is why callers poll too.
 */
export function listen(
  database: Database,
  channel: Channel,
  heard: (payload: string) => void,
): { close(): Promise<void> } {
  let closed = false
  let client: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined

  const connectAgain = () => {
    if (closed || retry !== undefined) return
    retry = setTimeout(() => {
      retry = undefined
      void connect()
    }, RECONNECT_MS)
  }
  const connect = async (): Promise<void> => {
    const next = new pg.Client({
      connectionString: database.options.url,
      application_name: `${database.options.applicationName} (${channel})`,
      keepAlive: true,
    })
    client = next
    next.on('notification', (message) => heard(message.payload ?? ''))
    next.on('error', connectAgain)
    next.on('end', connectAgain)
    try {
      await next.connect()
      await next.query(`LISTEN ${channel}`)
      heard('')
    } catch {
      await next.end().catch(() => undefined)
      connectAgain()
    }
  }
  const connecting = connect()
  return {
    close: async () => {
      closed = true
      clearTimeout(retry)
      await connecting
      await client?.end().catch(() => undefined)
    },
  }
}
