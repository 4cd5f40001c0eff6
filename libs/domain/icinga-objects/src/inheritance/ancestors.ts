import { AppError } from '@director/errors'
import type { IcingaObject } from '../icinga-object.js'

/** Finds a template of the object's own type by name; undefined when there is none. */
export type FindTemplate = (name: string) => IcingaObject | undefined

/**
 * All templates an object inherits from, weakest first: depth first, each import after its own ancestors; a template
 * met twice moves to its later, stronger place.
 *
 * @throws AppError `template.loop` with the path, `template.missing` with the name and who imports it
 * @see Icinga 2: later imports win
 */
export function ancestorsOf(object: IcingaObject, findTemplate: FindTemplate): readonly IcingaObject[] {
  // Walked from the strongest import backwards, so that the first meeting is the one that counts and no template is
  // visited twice.
  const strongestFirst = new Map<string, IcingaObject>()
  const visit = (importer: IcingaObject, path: readonly string[]): void => {
    for (const name of [...importer.imports].reverse()) {
      if (path.includes(name)) throw loop([...path.slice(path.indexOf(name)), name])
      if (strongestFirst.has(name)) continue
      const template = findTemplate(name)
      if (template === undefined) throw missing(importer, name)
      strongestFirst.set(name, template)
      visit(template, [...path, name])
    }
  }
  visit(object, object.kind === 'template' ? [object.name] : [])
  return [...strongestFirst.values()].reverse()
}

function loop(path: readonly string[]): AppError {
  return new AppError('template.loop', `templates import one another in a loop: ${path.join(' -> ')}`, {
    details: { path },
    remedy: 'Remove one of these imports',
  })
}

function missing(importer: IcingaObject, name: string): AppError {
  return new AppError(
    'template.missing',
    `${importer.type} "${importer.name}" imports the template "${name}"`,
    {
      expected: 'a template of that name',
      received: 'none',
      remedy: 'Create the template or remove the import',
      details: { type: importer.type, importer: importer.name, template: name },
    },
  )
}
