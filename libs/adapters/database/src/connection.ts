import type pg from 'pg'
import {
  queryConfig,
  type NamedStatement,
  type SqlSession,
  type Transaction,
  type Transactions,
} from './sql-session.js'

/** One connection of the pool, kept until it is released: what belongs to it, such as a lock, outlives transactions. */
export class Connection implements SqlSession, Transactions {
  private broken: Error | undefined
  // The pool listens to idle connections only; one that breaks here would end the process.
  private readonly noteBroken = (error: Error) => {
    this.broken = error
  }

  private constructor(private readonly client: pg.PoolClient) {
    client.on('error', this.noteBroken)
  }

  static async take(pool: pg.Pool): Promise<Connection> {
    return new Connection(await pool.connect())
  }

  async query<Row extends object>(
    statement: string | NamedStatement,
    values?: readonly unknown[],
  ): Promise<Row[]> {
    return (await this.client.query<Row>(queryConfig(statement, values))).rows
  }

  async transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    try {
      await this.client.query('BEGIN')
      const result = await work({
        client: this.client,
        query: (statement, values) => this.query(statement, values),
      })
      await this.client.query('COMMIT')
      return result
    } catch (error) {
      await this.client.query('ROLLBACK').catch(this.noteBroken)
      throw error
    }
  }

  /** Gives the connection back. @param failure why it must not be used again: it is closed then */
  release(failure?: Error): void {
    this.client.off('error', this.noteBroken)
    this.client.release(failure ?? this.broken)
  }
}
