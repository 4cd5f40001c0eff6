import type { StoredSyncRule } from '@director/database'
import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { stringify } from 'yaml'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'show',
  arguments: '<name>',
  argsDescription: { name: 'name of the sync rule' },
  description: 'Show one sync rule, as YAML that create and edit take',
})
export class SyncsShowCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[]): Promise<void> {
    const rule = await this.installation.catalogue(({ rules }) => rules.get(name))
    this.output.result(rule, () => stringify(written(rule)).trimEnd())
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director syncs show hosts', '  director syncs show hosts > hosts.yaml'].join(
      '\n',
    )
  }
}

// What the store adds is left out: only these fields can be written.
function written(rule: StoredSyncRule): object {
  const { id: _id, revision: _revision, ...written } = rule
  return written
}
