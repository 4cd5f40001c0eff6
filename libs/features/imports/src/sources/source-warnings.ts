import { Injectable } from '@nestjs/common'
import { DataListEntryStore, type ImportSource } from '@director/database'
import { nearestName } from '@director/errors'

/** Finds what a source refers to and does not exist yet; it may be made later, so the source is stored all the same. */
@Injectable()
export class SourceWarnings {
  constructor(private readonly dataLists: DataListEntryStore) {}

  /** One sentence for each modifier whose data list does not exist; empty when there is nothing to say. */
  async about({ modifiers }: Pick<ImportSource, 'modifiers'>): Promise<readonly string[]> {
    const wanted = modifiers.flatMap((modifier, index) => {
      const { type, settings }: Readonly<Record<string, unknown>> = Object(modifier)
      const name: unknown = Object(settings).datalist
      return typeof name === 'string' ? [{ place: `modifier ${index + 1} (${String(type)})`, name }] : []
    })
    if (wanted.length === 0) return []
    const names = await this.dataLists.listNames()
    return wanted
      .filter(({ name }) => !names.includes(name))
      .map(({ place, name }) => {
        const nearest = nearestName(name, names)
        const hint = nearest === undefined ? 'create it before the next import' : `did you mean "${nearest}"?`
        return `${place}: there is no data list "${name}" yet; ${hint}`
      })
  }
}
