import type pg from 'pg'

/** A statement kept in a `.sql` file: prepared once per connection under its name. */
export interface NamedStatement {
  readonly name: string
  readonly text: string
}

/** Anything statements can be sent to: the database itself, one connection of it or a transaction. */
export interface SqlSession {
  /** Runs a statement; rows come back as the driver parsed them, typed by the caller who wrote the statement. */
  query<Row extends object>(statement: string | NamedStatement, values?: readonly unknown[]): Promise<Row[]>
}

/** One open transaction. `client` is for streams such as COPY only. */
export interface Transaction extends SqlSession {
  readonly client: pg.PoolClient
}

/** Anything that opens transactions: the database, or one connection of it. */
export interface Transactions {
  /** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>
}

/** A statement as the driver takes it. */
export function queryConfig(
  statement: string | NamedStatement,
  values: readonly unknown[] = [],
): pg.QueryConfig {
  return typeof statement === 'string'
    ? { text: statement, values: [...values] }
    : { ...statement, values: [...values] }
}
