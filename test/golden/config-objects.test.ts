import { readFileSync } from 'node:fs'
import { renderObject } from '@director/icinga-dsl'
import { OBJECT_TYPES, type IcingaObject, type JsonValue } from '@director/icinga-objects'
import { describe, expect, it } from 'vitest'

interface RecordedObject {
  readonly id: string
  readonly type: string
  readonly properties: Readonly<Record<string, JsonValue>>
  readonly config: string
}

const recorded: readonly RecordedObject[] = readFileSync(
  new URL('./data/config-objects.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

describe('objects against the files Director wrote for them', () => {
  it.each(recorded.map((entry) => [`${entry.type} ${entry.id}`, entry] as const))('%s', (_, entry) => {
    expect(renderObject(objectOf(entry))).toBe(expectedOf(entry))
  })
})

/** Turns Director's plain form into the stored one: numbers instead of digits, relations and vars apart. */
function objectOf({ type: directorName, properties }: RecordedObject): IcingaObject {
  const { object_name, object_type, disabled, imports, vars, ...own } = properties
  const type = OBJECT_TYPES.find(({ name }) => name.toLowerCase() === directorName.toLowerCase())
  if (type === undefined) throw new Error(`no type ${directorName}`)
  const numbers = new Set(type.properties.filter(({ kind }) => kind === 'number').map(({ name }) => name))
  return {
    type: type.name,
    name: String(object_name),
    kind: object_type === 'template' ? 'template' : 'object',
    disabled: disabled === true,
    imports: Array.isArray(imports) ? imports.map(String) : [],
    vars: Object(vars),
    properties: Object.fromEntries(
      Object.entries(own)
        .filter(([name, value]) => !(name === 'ranges' && Object.keys(Object(value)).length === 0))
        .map(([name, value]) => [name, numbers.has(name) ? Number(value) : value]),
    ),
  }
}

/**
 * Director's text with what this product writes differently on purpose: no guard around host templates (each is written
 * once), thresholds without a workaround for Icinga before 2.8, numbers unquoted, comments line by line, floats exact.
 */
function expectedOf({ config }: RecordedObject): string {
  const enabled = config
    .replace(/^if \(! get_template\(Host, .*?\)\) \{ /, '')
    .replace(/^\} \}$/m, '}')
    .replace(/^ {4}try \{.*\n {4}(.*\n) {4}\} except .*\n/gm, '$1')
    .replace(/max_check_attempts = "(\d+)"/, 'max_check_attempts = $1')
    .replace(/^( {4}excludes = .*\n)( {4}includes = .*\n)/m, '$2$1')
  const comment = /^\/\* (--- This object has been disabled ---)\n([\s\S]*?)\n*\*\/\n$/.exec(enabled)
  if (comment === null) return enabled
  const lines = `${comment[2] ?? ''}`.split('\n').map((line) => `// ${line}`.trimEnd())
  return `// ${comment[1]}\n${lines.join('\n')}\n\n`
}
