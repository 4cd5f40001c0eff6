/** Icinga's name for the type of a value, as its messages have it. */
export function icingaTypeOf(value: unknown): string {
  if (Array.isArray(value)) return 'Array'
  switch (typeof value) {
    case 'string':
      return 'String'
    case 'number':
      return 'Number'
    case 'boolean':
      return 'Boolean'
    case 'object':
      return value === null ? 'Empty' : 'Dictionary'
    default:
      return 'Object'
  }
}

/**
 * The text Icinga 2 makes of a value where it needs a string, or undefined where it refuses to.
 *
 * @example textLikeIcinga(9.5) // '9.500000'
 */
export function textLikeIcinga(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  if (typeof value !== 'number') return undefined
  return Number.isInteger(value) ? String(value) : value.toFixed(6)
}

/** Icinga's reason against a value that cannot be made a string. */
export function notAText(value: unknown): string {
  return typeof value === 'boolean'
    ? "Operator + cannot be applied to values of type 'String' and 'Boolean'"
    : 'Invalid type.'
}

/** Icinga's reason against `ranges` that are no dictionary. */
export function notADictionary(value: unknown): string {
  const type = icingaTypeOf(value)
  return type === 'Array'
    ? "Attribute 'ranges' cannot be set to value of type 'Array', expected 'Dictionary'"
    : `Error while evaluating expression: Cannot convert value of type '${type}' to an object.`
}
