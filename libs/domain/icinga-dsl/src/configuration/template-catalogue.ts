import type { IcingaObject, JsonValue } from '@director/icinga-objects'

/** What a look-up through imports came to. `unknown`: a template Icinga defines elsewhere may say it. */
export type Inherited =
  | { readonly kind: 'value'; readonly value: JsonValue }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown' }

const MISSING: Inherited = { kind: 'missing' }
const UNKNOWN: Inherited = { kind: 'unknown' }

/** All templates of a configuration, to answer what an object inherits. Small beside the objects, so held in memory. */
export class TemplateCatalogue {
  private readonly templates: ReadonlyMap<string, IcingaObject>
  private readonly answers = new Map<string, Inherited>()
  private readonly loopFree = new Set<IcingaObject>()

  /** @param templates every template and every external object, of all types */
  constructor(templates: Iterable<IcingaObject>) {
    this.templates = new Map(
      Array.from(templates, (template) => [keyOf(template.type, template.name), template]),
    )
  }

  find(type: string, name: string): IcingaObject | undefined {
    return this.templates.get(keyOf(type, name))
  }

  /**
   * The value an object has for a property: its own, else that of the last import that has one, as Icinga resolves it.
   * Loops end the search; {@link findLoop} tells about them.
   */
  valueOf(object: IcingaObject, property: string, path: ReadonlySet<string> = new Set()): Inherited {
    const own = object.properties[property]
    if (own !== undefined && own !== null) return { kind: 'value', value: own }
    let answer = MISSING
    for (const name of object.imports.toReversed()) {
      const inherited = this.valueOfTemplate(object.type, name, property, path)
      if (inherited.kind === 'value') return answer.kind === 'unknown' ? UNKNOWN : inherited
      if (inherited.kind === 'unknown') answer = UNKNOWN
    }
    return answer
  }

  /** Names of a circle of imports, the first one repeated at the end; undefined when there is none. */
  findLoop(object: IcingaObject, path: readonly string[] = []): readonly string[] | undefined {
    const start = path.indexOf(object.name)
    if (start >= 0) return [...path.slice(start), object.name]
    for (const name of object.imports) {
      const template = this.find(object.type, name)
      if (template === undefined || this.loopFree.has(template)) continue
      const loop = this.findLoop(template, [...path, object.name])
      if (loop !== undefined) return loop
      this.loopFree.add(template)
    }
    return undefined
  }

  private valueOfTemplate(
    type: string,
    name: string,
    property: string,
    path: ReadonlySet<string>,
  ): Inherited {
    const key = keyOf(type, name)
    const template = this.templates.get(key)
    if (template === undefined || path.has(key)) return MISSING
    if (template.kind === 'external') return UNKNOWN
    const answerKey = `${property} ${key}`
    const known = this.answers.get(answerKey)
    if (known !== undefined) return known
    const answer = this.valueOf(template, property, new Set([...path, key]))
    this.answers.set(answerKey, answer)
    return answer
  }
}

function keyOf(type: string, name: string): string {
  return `${type} ${name}`
}
