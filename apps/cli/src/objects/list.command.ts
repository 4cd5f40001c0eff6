import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { WithLimit } from '../arguments/with-options.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

interface ListOptions {
  readonly contains?: string
  readonly after?: string
  readonly limit: number
}

@SubCommand({
  name: 'list',
  arguments: '<type>',
  argsDescription: { type: 'type of object, such as Host' },
  description: 'Show objects of a type, by name',
})
@WithLimit(50)
export class ObjectsListCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([type = '']: string[], options: ListOptions): Promise<void> {
    const query = {
      type,
      limit: options.limit,
      ...(options.contains === undefined ? {} : { nameContains: options.contains }),
      ...(options.after === undefined ? {} : { afterName: options.after }),
    }
    const objects = await this.installation.catalogue(({ objects }) => objects.list(query))
    this.output.list(
      objects,
      [
        { heading: 'NAME', of: (object) => object.name },
        { heading: 'KIND', of: (object) => (object.disabled ? `${object.kind}, disabled` : object.kind) },
        { heading: 'IMPORTS', of: (object) => object.imports.join(', ') || '-' },
        { heading: 'MADE BY', of: (object) => object.ownerRule ?? 'hand' },
      ],
      'No such objects.',
    )
  }

  @Option({ flags: '--contains <text>', description: 'only names with this text in them' })
  contains(text: string): string {
    return text
  }

  @Option({ flags: '--after <name>', description: 'only names after this one: the next page' })
  after(name: string): string {
    return name
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Examples:',
      '  director objects list Host --contains web',
      '  director objects list Host --after web17 --limit 100',
    ].join('\n')
  }
}
