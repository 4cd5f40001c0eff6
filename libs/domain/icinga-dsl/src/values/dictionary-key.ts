import { renderString } from './string.js'

/** Words of the language: as a key they need an `@` in front. */
const RESERVED = new Set(
  `object template include include_recursive include_zones library null true false const var this globals locals use
   using default ignore_on_error current_filename current_line apply to where import assign ignore function return
   break continue for if else while throw try except in namespace debugger`.split(/\s+/),
)

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/

/**
 * A key of a dictionary: bare when it is an identifier, with `@` when it is a word of the language, else quoted.
 *
 * @see Icinga 2 manual, "Language Reference: Reserved Keywords"
 * @example renderDictionaryKey('object') // @object
 */
export function renderDictionaryKey(key: string): string {
  if (!isIdentifier(key)) return renderString(key)
  return RESERVED.has(key) ? `@${key}` : key
}

/** What follows `vars`: `.name`, `.@object` or `["odd name"]`. */
export function renderMember(key: string): string {
  return isIdentifier(key) ? `.${renderDictionaryKey(key)}` : `[${renderString(key)}]`
}

function isIdentifier(key: string): boolean {
  return IDENTIFIER.test(key)
}
