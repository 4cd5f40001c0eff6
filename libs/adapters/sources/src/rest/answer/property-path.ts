/**
 * Splits a dotted path into names; `\.` is a dot inside a name. An empty path is the whole answer.
 *
 * @see Director: `extract_property` of the REST API source
 * @example parsePropertyPath('data.host\\.list') // ['data', 'host.list']
 */
export function parsePropertyPath(path: string): readonly string[] {
  return path === '' ? [] : path.split(/(?<!\\)\./).map((name) => name.replaceAll('\\.', '.'))
}

/** Tells whether a place is another one or lies below it. */
export function isWithinPath(path: readonly string[], above: readonly string[]): boolean {
  return above.every((name, index) => path[index] === name)
}
