const ESCAPED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\t': '\\t',
  '\r': '\\r',
  '\n': '\\n',
  '\f': '\\f',
}

/**
 * A string literal on one line. `$` stays as it is: runtime macros such as `$address$` are Icinga's to replace.
 *
 * @see Icinga 2 manual, "Language Reference: String Literals"
 * @example renderString('say "hi"') // "say \"hi\""
 */
export function renderString(text: string): string {
  return `"${text.replace(/[\\"\t\r\n\f]/g, (character) => ESCAPED[character] ?? character)}"`
}
