/** Text as PostgreSQL can store it: it has no NUL. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '\uFFFD')
}

/**
 * JSON as PostgreSQL's jsonb can store it: NUL and halves of surrogate pairs, which a cut text may hold, are replaced.
 *
 * @example storableJson({ note: '\0' }) // '{"note":"\\ufffd"}'
 */
export function storableJson(value: unknown): string {
  return JSON.stringify(value).replace(/\\(u0000|ud[89a-f][0-9a-f]{2}|.)/g, (found, escaped: string) =>
    escaped.length > 1 ? '\\ufffd' : found,
  )
}
