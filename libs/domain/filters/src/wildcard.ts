/**
 * Turns a text with `*` into a test: each `*` stands for any characters except a line break.
 *
 * @see Director: a line break at the very end of the text is ignored
 */
export function wildcardTest(pattern: string, caseSensitive = true): (text: string) => boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
    .join('[^\\n]*')
  const expression = new RegExp(`^${source}\\n?$`, caseSensitive ? '' : 'i')
  return (text) => expression.test(text)
}
