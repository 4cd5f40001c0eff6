import { AppError } from '@director/errors'

/**
 * Entries as they stand on the command line: `name=value`. A name ends at the first `=`; other names need a file.
 *
 * @param asJson values are JSON instead of text
 * @throws AppError `usage.bad-entry`
 */
export function entriesOfWords(
  words: readonly string[],
  asJson: boolean,
): readonly { readonly name: string; readonly value: unknown }[] {
  if (words.length === 0) throw badEntry('no entry is given', undefined)
  return words.map((word) => {
    const at = word.indexOf('=')
    if (at < 1) throw badEntry('an entry is not usable', word)
    const [name, text] = [word.slice(0, at), word.slice(at + 1)]
    return { name, value: asJson ? jsonOf(name, text) : text }
  })
}

function jsonOf(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('usage.bad-entry', `the value of "${name}" is not usable`, {
      expected: 'JSON, because of --as-json, such as 7, [1, 2] or "text"',
      received: text,
    })
  }
}

function badEntry(problem: string, word: string | undefined): AppError {
  return new AppError('usage.bad-entry', problem, {
    expected: 'name=value, such as ber=Berlin, or --entries with a file',
    received: word === undefined ? 'nothing' : `"${word}"`,
  })
}
