export { Database, type DatabaseOptions, type NamedStatement, type SqlSession, type Transaction } from './database.js'
export { listen, type Channel } from './listen.js'
export { migrate, type FurtherMigration } from './migrate.js'
export { sqlFile } from './sql-file.js'
