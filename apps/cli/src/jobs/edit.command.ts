import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { writtenFields, writtenSettings, type DefinitionOptions } from '../arguments/definition-options.js'
import { WithDefinitionOptions } from '../arguments/with-definition-options.js'
import { WithRevision } from '../arguments/with-options.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { editedText } from '../texts/edited-text.js'
import { Output } from '../terminal/output.js'

interface EditOptions extends DefinitionOptions {
  readonly rename?: string
  readonly revision?: number
}

@SubCommand({
  name: 'edit',
  arguments: '<name>',
  argsDescription: { name: 'name of the job' },
  description: 'Change fields of a job; what is not written stays',
})
@WithRevision('job')
@WithDefinitionOptions()
export class JobsEditCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[], options: EditOptions): Promise<void> {
    const fields = writtenFields(options)
    const [job, before] = await this.installation.catalogue(async ({ definitions, registry }) => {
      const current = await definitions.get(name)
      const base = Object(fields['settings'] ?? current.settings)
      const settings = writtenSettings(base, options, registry.find(current.type)?.type.settings)
      const renamed = options.rename === undefined ? {} : { name: options.rename }
      const written = { ...fields, ...(settings === undefined ? {} : { settings }), ...renamed }
      const edited = await definitions.edit(name, written, options.revision ?? current.revision)
      return [edited, current] as const
    })
    this.output.done(job, editedText('job', job, before))
  }

  @Option({ flags: '--rename <name>', description: 'a new name' })
  rename(name: string): string {
    return name
  }

  @Option({ flags: '--unset <key>', description: 'take a setting away, repeatable' })
  unset(path: string, before: readonly string[] = []): readonly string[] {
    return [...before, path]
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Examples:',
      '  director jobs edit "Import hosts" --interval 300',
      '  director jobs edit "Import hosts" --set source=cmdb2 --period workhours --time-zone Europe/Berlin',
      '  director jobs show "Import hosts" --yaml | sed s/cmdb/cmdb2/ | director jobs edit "Import hosts" -f -',
    ].join('\n')
  }
}
