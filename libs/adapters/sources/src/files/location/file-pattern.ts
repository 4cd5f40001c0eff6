/** Tells whether a name stands for several files. */
export function isPattern(name: string): boolean {
  return /[*?]/.test(name)
}

/**
 * Tells which names a pattern stands for: `*` any characters, `?` one. Names that begin with a dot only match a
 * pattern that does, as in a shell.
 *
 * @returns the names in the order of their bytes
 * @example namesMatching('*.csv', ['b.csv', 'a.csv', '.c.csv', 'd.txt']) // ['a.csv', 'b.csv']
 */
export function namesMatching(pattern: string, names: readonly string[]): readonly string[] {
  return names
    .filter((name) => name.startsWith('.') === pattern.startsWith('.') && matches(pattern, name))
    .toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)))
}

// Without a regular expression: some patterns would take one for ever.
function matches(pattern: string, name: string): boolean {
  let at = 0
  let patternAt = 0
  let star = -1
  let starMatch = 0
  while (at < name.length) {
    const expected = pattern[patternAt]
    if (expected === '*') {
      star = patternAt++
      starMatch = at
    } else if (expected === '?' || expected === name[at]) {
      at++
      patternAt++
    } else if (star >= 0) {
      patternAt = star + 1
      at = ++starMatch
    } else return false
  }
  return /^\**$/.test(pattern.slice(patternAt))
}
