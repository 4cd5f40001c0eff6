import { Injectable } from '@nestjs/common'
import { SyncRuleStore } from '@director/database'
import { AppError } from '@director/errors'

const SHOWN_RULES = 10

/** Knows who reads an import source: a source in use keeps its name and stays. */
@Injectable()
export class SourceUsers {
  constructor(private readonly rules: SyncRuleStore) {}

  /** @throws AppError `import-source.in-use` naming the sync rules with properties from this source */
  async refuseUsed(name: string): Promise<void> {
    const users = (await this.rules.list())
      .filter((rule) => rule.properties.some((property) => property.source === name))
      .map((rule) => rule.name)
    if (users.length === 0) return
    const shown = users.slice(0, SHOWN_RULES).map((rule) => `"${rule}"`)
    const more = users.length > SHOWN_RULES ? ' and more' : ''
    const noun = users.length === 1 ? 'sync rule' : 'sync rules'
    throw new AppError(
      'import-source.in-use',
      `import source "${name}" is used by ${noun} ${shown.join(', ')}${more}`,
      {
        remedy: 'Change or delete what uses it first',
        details: { name, rules: users },
      },
    )
  }
}
