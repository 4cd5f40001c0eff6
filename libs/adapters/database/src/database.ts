import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from './generated/client.js'
import { Connection } from './connection.js'
import { explainConnectionFailure } from './connection-failure.js'
import {
  queryConfig,
  type NamedStatement,
  type SqlSession,
  type Transaction,
  type Transactions,
} from './sql-session.js'

export type { NamedStatement, SqlSession, Transaction, Transactions } from './sql-session.js'

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
export class Database implements SqlSession, Transactions {
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

  async transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    const connection = await this.connection()
    try {
      return await connection.transaction(work)
    } finally {
      connection.release()
    }
  }

  /** Takes a connection out of the pool; whoever takes it releases it. */
  async connection(): Promise<Connection> {
    return Connection.take(this.pool)
  }

  async close(): Promise<void> {
    await this.prisma.$disconnect()
    if (!this.pool.ended) await this.pool.end()
  }
}
