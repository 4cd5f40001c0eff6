import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { settingsOf, type DescribedSetting } from '../terminal/settings-text.js'
import { durationText } from '../terminal/times.js'

interface DescribedType {
  readonly type: string
  readonly title: string
  readonly description: string
  readonly suggestedIntervalSeconds: number
  readonly settings: readonly DescribedSetting[]
}

@SubCommand({
  name: 'types',
  arguments: '[type]',
  argsDescription: { type: 'one type, with its settings' },
  description: 'Show what jobs can do: the installed job types and their settings',
})
export class JobsTypesCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([wanted]: string[]): Promise<void> {
    const types = await this.installation.catalogue(async ({ registry }) => {
      const installed = wanted === undefined ? registry.list() : [registry.get(wanted)]
      return installed.map(({ type }): DescribedType => ({ ...type, settings: settingsOf(type.settings) }))
    })
    const [only] = types
    if (wanted !== undefined && only !== undefined) return this.output.result(only, () => this.describe(only))
    this.output.list(
      types,
      [
        { heading: 'TYPE', of: (type) => type.type },
        { heading: 'TITLE', of: (type) => type.title },
        { heading: 'DESCRIPTION', of: (type) => type.description },
      ],
      'No job types are installed.',
    )
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director jobs types', '  director jobs types director.import'].join('\n')
  }

  private describe(type: DescribedType): string {
    const { bold } = this.output.colours
    const head = [
      `${bold(type.title)} (${type.type})`,
      ...(type.description === '' ? [] : [type.description]),
      `Suggested interval: ${durationText(type.suggestedIntervalSeconds)}`,
    ]
    if (type.settings.length === 0) return [...head, 'It has no settings.'].join('\n')
    const table = this.output.table(type.settings, [
      { heading: 'SETTING', of: (setting) => setting.name },
      { heading: 'VALUE', of: (setting) => setting.value },
      { heading: 'DEFAULT', of: (setting) => setting.default ?? (setting.required ? 'required' : '-') },
      { heading: 'MEANING', of: (setting) => setting.description },
    ])
    return [...head, '', table].join('\n')
  }
}
