import { AppError } from '@director/errors'
import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import {
  nameFrom,
  writtenFields,
  writtenSettings,
  type DefinitionOptions,
} from '../arguments/definition-options.js'
import { WithDefinitionOptions } from '../arguments/with-definition-options.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { firstDueText } from '../texts/due-text.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'create',
  arguments: '[name]',
  argsDescription: { name: 'name of the new job, 1 to 64 characters' },
  description: 'Define a job; it is due at once unless --disabled',
})
@WithDefinitionOptions()
export class JobsCreateCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(
    [argument]: string[],
    options: DefinitionOptions & { disabled?: boolean },
  ): Promise<void> {
    const fields = writtenFields(options)
    const name = nameFrom(argument, fields)
    const type = fields['type']
    if (name === undefined || typeof type !== 'string')
      throw incomplete(name === undefined ? 'NAME' : '--type')
    const [job, period] = await this.installation.catalogue(async ({ definitions, registry, periods }) => {
      const settings = writtenSettings(
        Object(fields['settings']),
        options,
        registry.find(type)?.type.settings,
      )
      const disabled = options.disabled === true ? { enabled: false } : {}
      const created = await definitions.create({
        ...fields,
        name,
        ...(settings === undefined ? {} : { settings }),
        ...disabled,
      })
      const { timePeriod } = created
      return [created, timePeriod === null ? undefined : await periods.compiled(timePeriod)] as const
    })
    const due = job.enabled ? firstDueText(period, job.timeZone, new Date()) : 'disabled'
    this.output.done(job, `job "${job.name}" created, ${due}`)
  }

  @Option({ flags: '--type <type>', description: 'what the job does; `director jobs types` lists them' })
  type(type: string): string {
    return type
  }

  @Option({ flags: '--disabled', description: 'define it without planning it' })
  disabled(): boolean {
    return true
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Examples:',
      '  director jobs create "Import hosts" --type director.import --set source=cmdb --interval 900',
      '  director jobs create -f import-hosts.yaml --disabled',
    ].join('\n')
  }
}

function incomplete(what: string): AppError {
  return new AppError('usage.incomplete', `jobs create: ${what} is missing`, {
    expected: 'a name and a type, on the command line or in the file given with -f',
    remedy: '`director jobs create --help` shows an example',
  })
}
