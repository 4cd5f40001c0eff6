import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from './generated/client.js'
import { explainConnectionFailure } from './connection-failure.js'

/** A statement kept in a `.sql` file: prepared once per connection under its name. */
export interface NamedStatement {
  readonly name: string
  readonly text: string
}

/** Anything statements can be sent to: the database itself or a transaction. */
export interface SqlSession {
  /** Runs a statement; rows come back as the driver parsed them, typed by the caller who wrote the statement. */
  query<Row extends object>(statement: string | NamedStatement, values?: readonly unknown[]): Promise<Row[]>
}

/** One open transaction. `client` is for streams such as COPY only. */
export interface Transaction extends SqlSession {
  readonly client: pg.PoolClient
}

/** How to reach PostgreSQL. */
export interface DatabaseOptions {
  readonly url: string
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string
  readonly maxConnections?: number
}

/**
 * The one connection pool of a process. Prisma and hand-written SQL share the database, not the transaction:
 * Prisma serves plain reads and writes of definitions, SQL everything whose locking, plan or volume matters.
 */
export class Database implements SqlSession {
  readonly prisma: PrismaClient
  private constructor(
    readonly pool: pg.Pool,
    readonly options: DatabaseOptions,
  ) {
    this.prisma = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) })
  }

  /**
   * Opens the pool and checks that the server answers.
   *
   * @throws AppError `database.unreachable`, `database.refused-login`, `database.missing`
   */
  static async connect(options: DatabaseOptions): Promise<Database> {
    const pool = new pg.Pool({
      connectionString: options.url,
      application_name: options.applicationName,
      max: options.maxConnections ?? 10,
      connectionTimeoutMillis: 10_000,
      // Without it, a server that vanished in the middle of a statement would be waited for without end.
      keepAlive: true,
    })
    // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
    pool.on('error', () => undefined)
    try {
      await pool.query('SELECT 1')
    } catch (error) {
      await pool.end()
      throw explainConnectionFailure(error, options.url)
    }
    return new Database(pool, options)
  }

  async query<Row extends object>(
    statement: string | NamedStatement,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    return (await this.pool.query<Row>(queryConfig(statement, values))).rows
  }

  /** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
  async transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect()
    let broken: Error | undefined
    // The pool listens to idle connections only; one that breaks here would end the process.
    const noteBroken = (error: Error) => (broken = error)
    client.on('error', noteBroken)
    try {
      await client.query('BEGIN')
      const result = await work({
        client,
        query: async <Row extends object>(
          statement: string | NamedStatement,
          values: readonly unknown[] = [],
        ) => (await client.query<Row>(queryConfig(statement, values))).rows,
      })
      await client.query('COMMIT')
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: Error) => (broken = failure))
      throw error
    } finally {
      client.off('error', noteBroken)
      client.release(broken)
    }
  }

  async close(): Promise<void> {
    await this.prisma.$disconnect()
    if (!this.pool.ended) await this.pool.end()
  }
}

function queryConfig(statement: string | NamedStatement, values: readonly unknown[]): pg.QueryConfig {
  return typeof statement === 'string'
    ? { text: statement, values: [...values] }
    : { ...statement, values: [...values] }
}
