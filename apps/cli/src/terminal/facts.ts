import { stripVTControlCharacters } from 'node:util'

/** Names with values below one another, values in one column; facts without a value are left out. */
export function factsText(facts: readonly (readonly [string, string | undefined])[]): string {
  const known = facts.filter(
    (fact): fact is readonly [string, string] => fact[1] !== undefined && fact[1] !== '',
  )
  const width = Math.max(0, ...known.map(([name]) => stripVTControlCharacters(name).length))
  return known
    .map(([name, value]) => `${name}${' '.repeat(width - stripVTControlCharacters(name).length)}  ${value}`)
    .join('\n')
}

/** A number with its noun: `1 job`, `3 jobs`. */
export function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
