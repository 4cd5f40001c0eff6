import { errorLine } from '@director/errors'
import type { ShownImportSource } from '@director/imports'
import { stringify } from 'yaml'
import { clockText } from '../terminal/times.js'

/**
 * The fields an operator writes, as YAML that `imports create -f` and `imports edit -f` take. What became of the latest
 * import stands in comments on top.
 */
export function sourceYaml(source: ShownImportSource): string {
  const { name, type, keyColumn, settings, rowPolicy, guards, description } = source
  const modifiers = source.modifiers.map(inReadingOrder)
  const fields = { name, type, keyColumn, settings, modifiers, rowPolicy, guards, description }
  const comments = commentsAbout(source).map((line) => `# ${line.replaceAll(/\s*\n\s*/g, ' ')}\n`)
  return `${comments.join('')}${stringify(fields)}`.trimEnd()
}

function commentsAbout(source: ShownImportSource): string[] {
  const { name, installed, type, state, lastAttemptAt, lastError, heldAt } = source
  const tried = lastAttemptAt === null ? 'never imported' : `last attempt ${clockText(lastAttemptAt)}`
  return [
    `state: ${state}, ${tried}`,
    ...(lastError === null ? [] : [errorLine(lastError)]),
    ...(heldAt === null || state === 'held'
      ? []
      : [`an import is held since ${clockText(heldAt)}: director imports diff ${name} --held`]),
    ...(installed ? [] : [`type ${type} is not installed`]),
  ]
}

/** The database puts names into its own order, which reads badly: what is done comes first. */
function inReadingOrder(modifier: unknown): object {
  const { type, property, ...rest } = Object(modifier)
  return { type, property, ...rest }
}
