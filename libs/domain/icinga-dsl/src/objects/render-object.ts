import { within } from '@director/errors'
import { getObjectType, type IcingaObject, type ObjectType } from '@director/icinga-objects'
import { INDENT } from '../values/layout.js'
import { renderString } from '../values/string.js'
import { renderProperty } from './render-property.js'
import { renderVars } from './render-vars.js'

/** Imports Icinga itself brings and every object of a type needs. */
const OWN_IMPORTS: Readonly<Record<string, string>> = { TimePeriod: 'legacy-timeperiod' }

/**
 * One object or template as text that ends with an empty line. Inheritance is left to Icinga: only what the object
 * itself says is written. A disabled object is written as comment, line by line, so that nothing in it can end the
 * comment (Director writes a block comment, which a value can end).
 *
 * @throws AppError `object-type.unknown`, `config.invalid-value`, each with the object's name
 * @see Icinga 2 manual, "Object Types"
 */
export function renderObject(object: IcingaObject): string {
  try {
    const text = renderEnabled(object, getObjectType(object.type))
    return object.disabled ? renderAsComment(text) : text
  } catch (error) {
    throw within(`${object.type} "${object.name}"`, error)
  }
}

function renderEnabled(object: IcingaObject, type: ObjectType): string {
  const keyword = object.kind === 'template' ? 'template' : 'object'
  const properties = type.properties.map((property) => {
    const value = object.properties[property.name]
    return value === undefined ? '' : renderProperty(property, value)
  })
  return [
    `${keyword} ${type.name} ${renderString(object.name)} {\n`,
    renderImports(object, type),
    ...properties,
    type.hasVars ? renderVars(object.vars) : '',
    '}\n\n',
  ].join('')
}

function renderImports(object: IcingaObject, type: ObjectType): string {
  const own = OWN_IMPORTS[type.name]
  const first = own === undefined ? '' : importLine(own)
  if (object.imports.length === 0) return first
  return `${first}${object.imports.map(importLine).join('')}\n`
}

function importLine(name: string): string {
  return `${INDENT}import ${renderString(name)}\n`
}

function renderAsComment(text: string): string {
  const lines = text.trimEnd().split('\n')
  return `// --- This object has been disabled ---\n${lines.map((line) => `// ${line}`.trimEnd()).join('\n')}\n\n`
}
