import { readFileSync } from 'node:fs'
import type { NamedStatement } from './database.js'

/** Loads a statement that has a file of its own. `location` is relative to the module that names it. */
export function sqlFile(location: string, moduleUrl: string): NamedStatement {
  const name = location.replace(/^.*\//, '').replace(/\.sql$/, '')
  return { name, text: readFileSync(new URL(location, moduleUrl), 'utf8') }
}
