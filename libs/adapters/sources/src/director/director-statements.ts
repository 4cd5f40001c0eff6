import type { DirectorTable } from './director-tables.js'

/** One page of objects: `?` are the id before it, then the kind when there is one. */
export function objectsStatement(
  table: DirectorTable,
  present: ReadonlySet<string>,
  wanted: 'all' | 'one kind' | 'imported',
  pageSize: number,
): string {
  const columns = Object.keys(table.columns).filter((name) => present.has(name))
  const references = Object.entries(table.references).filter(([name]) => present.has(`${name}_id`))
  const inheritance = `SELECT i.parent_${table.owner} FROM ${inheritanceOf(table)} i`
  const condition = {
    all: '',
    // As text: a word that is none of the enumeration's is an error in PostgreSQL.
    'one kind': ` AND CONCAT('', o.object_type) = ?`,
    imported: ` AND o.id IN (${inheritance})`,
  }[wanted]
  const selected = [
    ...['id', 'object_name', 'object_type', 'disabled', ...columns].map((name) => `o.${name}`),
    ...references.map(([name]) => `r_${name}.object_name AS ${name}`),
  ]
  const joins = references.map(
    ([name, other]) => ` LEFT JOIN ${other} r_${name} ON r_${name}.id = o.${name}_id`,
  )
  return (
    `SELECT ${selected.join(', ')} FROM ${table.table} o${joins.join('')}` +
    ` WHERE o.id > ?${condition} ORDER BY o.id LIMIT ${pageSize}`
  )
}

/** One record with every column the table has: older versions of Director lack some. No record: there is no object. */
export function sampleStatement(table: DirectorTable): string {
  return `SELECT o.* FROM ${table.table} o LIMIT 1`
}

/** What belongs to objects, in records with `owner`, `part`, `name` and `value`. */
export interface RelatedStatement {
  readonly part: 'imports' | 'vars' | 'ranges' | 'list' | 'set'
  /** The property, for lists and sets. */
  readonly property: string
  readonly statement: string
}

/** The statements that read what belongs to the objects with these ids, in the order it is given. */
export function relatedStatements(table: DirectorTable, ids: readonly number[]): readonly RelatedStatement[] {
  const { owner, lists = {}, sets = {}, vars, ranges } = table
  const of = (alias: string) => `${alias}.${owner} IN (${ids.join(', ')})`
  const named = (joining: string, column: string, names: string, order: string) =>
    `SELECT j.${owner} AS owner, n.object_name AS name FROM ${joining} j JOIN ${names} n ON n.id = j.${column}` +
    ` WHERE ${of('j')} ORDER BY j.${owner}, ${order}`
  const statements: RelatedStatement[] = [
    {
      part: 'imports',
      property: 'imports',
      statement: named(inheritanceOf(table), `parent_${owner}`, table.table, 'j.weight'),
    },
  ]
  for (const [property, { table: joining, column, names }] of Object.entries(lists)) {
    const statement = named(joining, column, names, 'n.object_name')
    statements.push({ part: 'list', property, statement })
  }
  for (const [property, words] of Object.entries(sets)) {
    const statement = `SELECT s.${owner} AS owner, s.merge_behaviour AS name, s.property AS value FROM ${words} s WHERE ${of('s')}`
    statements.push({ part: 'set', property, statement })
  }
  if (vars !== undefined) {
    const statement = `SELECT v.${owner} AS owner, v.varname AS name, v.varvalue AS value, v.format AS format FROM ${vars} v WHERE ${of('v')} ORDER BY v.${owner}, v.varname`
    statements.push({ part: 'vars', property: 'vars', statement })
  }
  if (ranges !== undefined) {
    const statement = `SELECT r.${owner} AS owner, r.range_key AS name, r.range_value AS value FROM ${ranges} r WHERE ${of('r')} ORDER BY r.${owner}, r.range_key`
    statements.push({ part: 'ranges', property: 'ranges', statement })
  }
  return statements
}

function inheritanceOf(table: DirectorTable): string {
  return `${table.table}_inheritance`
}
