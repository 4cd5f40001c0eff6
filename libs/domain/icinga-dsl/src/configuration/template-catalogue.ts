import { ancestorsOf, type IcingaObject, type JsonValue } from '@director/icinga-objects'

/** What a look-up through imports came to. `unknown`: a template Icinga defines elsewhere may say it. */
export type Inherited =
  | { readonly kind: 'value'; readonly value: JsonValue }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown' }

/** All templates of a configuration, to answer what an object inherits. Few beside the objects, so held in memory. */
export class TemplateCatalogue {
  private readonly templates: ReadonlyMap<string, IcingaObject>

  /** @param templates every template and every external object, of all types */
  constructor(templates: Iterable<IcingaObject>) {
    this.templates = new Map(
      Array.from(templates, (template) => [`${template.type} ${template.name}`, template]),
    )
  }

  /**
   * The object and all it inherits from, strongest first.
   *
   * @throws AppError `template.loop`, `template.missing`
   */
  lineageOf(object: IcingaObject): readonly IcingaObject[] {
    const ancestors = ancestorsOf(object, (name) => this.templates.get(`${object.type} ${name}`))
    return [object, ...ancestors.toReversed()]
  }
}

/** The value of a property in a lineage: the strongest one that is there. */
export function inheritedValue(lineage: readonly IcingaObject[], property: string): Inherited {
  for (const member of lineage) {
    if (member.kind === 'external') return { kind: 'unknown' }
    const value = member.properties[property]
    if (value !== undefined && value !== null) return { kind: 'value', value }
  }
  return { kind: 'missing' }
}
