import { shown, type Problem } from '@director/errors'
import type { IcingaObject } from '@director/icinga-objects'
import type { TemplateCatalogue } from './template-catalogue.js'

/**
 * Finds what Icinga would refuse the whole configuration for, so that the operator reads the object's name here and
 * not a parser's message after the upload. Only what is certain without knowing the rest of Icinga's configuration.
 *
 * @see Icinga 2 manual, "Object Types: Host" (`check_command` is required); names may not contain `!`
 */
export function checkObject(object: IcingaObject, templates: TemplateCatalogue): readonly Problem[] {
  if (object.disabled || object.kind === 'external') return []
  return [...checkName(object), ...checkImports(object, templates), ...checkCommand(object, templates)]
}

function checkName(object: IcingaObject): readonly Problem[] {
  if (!object.name.includes('!')) return []
  return [problem(object, 'a name without "!"', shown(object.name))]
}

function checkImports(object: IcingaObject, templates: TemplateCatalogue): readonly Problem[] {
  const loop = templates.findLoop(object)
  if (loop !== undefined) return [problem(object, 'imports without a circle', loop.join(' → '))]
  return object.imports.flatMap((name) => {
    const template = templates.find(object.type, name)
    if (template === undefined)
      return [problem(object, 'imports of known templates', `"${name}", which does not exist`)]
    if (template.disabled)
      return [problem(object, 'imports of enabled templates', `"${name}", which is disabled`)]
    return []
  })
}

function checkCommand(object: IcingaObject, templates: TemplateCatalogue): readonly Problem[] {
  if (object.type !== 'Host' || object.kind !== 'object') return []
  const command = templates.valueOf(object, 'check_command')
  if (command.kind === 'unknown' || (command.kind === 'value' && command.value !== '')) return []
  return [problem(object, 'a check command, its own or a template’s', 'none')]
}

function problem(object: IcingaObject, expected: string, received: string): Problem {
  return { place: `${object.type} "${object.name}"`, expected, received }
}
