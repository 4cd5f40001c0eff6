import type { JsonValue } from '@director/icinga-objects'

/**
 * What comes of a list of words such as the states of a user, whose templates replace, extend and reduce it.
 *
 * @param values from the weakest to the strongest: a list replaces; an object has `override`, `extend` and `blacklist`
 * @returns the words, sorted; undefined when there is none
 * @see Icinga Director: sets of states and types
 * @example inheritedWords([['OK', 'Up'], { extend: ['Down'], blacklist: ['Up'] }]) // ['Down', 'OK']
 */
export function inheritedWords(values: readonly (JsonValue | undefined)[]): readonly string[] | undefined {
  let words = new Set<string>()
  for (const value of values) {
    if (value === undefined || value === null) continue
    const replacing = Array.isArray(value) ? value : Object(value).override
    if (replacing !== undefined) words = new Set(wordsOf(replacing))
    for (const word of wordsOf(Object(value).extend)) words.add(word)
    for (const word of wordsOf(Object(value).blacklist)) words.delete(word)
  }
  return words.size === 0 ? undefined : [...words].sort()
}

function wordsOf(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.map(String) : []
}
