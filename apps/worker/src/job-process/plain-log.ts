import type { LogFields } from '@director/kit'

/** What a handler gave as message, as text: authors of plain JavaScript also log errors and numbers. */
export function plainMessage(message: unknown): string {
  return message instanceof Error ? message.message : String(message)
}

/**
 * What a handler gave as fields, as JSON can hold it; null without any. A log line must neither fail its run nor reach
 * the worker in a form that cannot be written.
 */
export function plainFields(fields: unknown): LogFields | null {
  if (fields === undefined || fields === null) return null
  const named = typeof fields === 'object' && !(fields instanceof Error) ? fields : { value: fields }
  try {
    return JSON.parse(JSON.stringify(named, plainValue))
  } catch (error) {
    return { unprintable: plainMessage(error) }
  }
}

function plainValue(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  return value instanceof Error ? value.message : value
}
