/**
 * Cuts JSON behind every closing brace, so that what a parser makes of a piece is taken before the next one: a parser
 * that fails in the middle of what it was given forgets what it made of it until there, and nobody would know the row.
 */
export function* jsonPieces(text: string): Generator<string> {
  let begin = 0
  for (let end = text.indexOf('}'); end >= 0; end = text.indexOf('}', begin)) {
    yield text.slice(begin, end + 1)
    begin = end + 1
  }
  if (begin < text.length) yield text.slice(begin)
}
