import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { durationText } from '../terminal/times.js'
import { describedType, typeList, typeText } from '../texts/type-text.js'

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
      return installed.map(({ type }) => describedType(type, type.settings))
    })
    const [only] = types
    if (wanted === undefined || only === undefined) {
      return this.output.result(types, () => typeList(types, 'No job types are installed.', this.output))
    }
    const interval = `Suggested interval: ${durationText(only.suggestedIntervalSeconds)}`
    this.output.result(only, () => typeText(only, [interval], this.output))
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director jobs types', '  director jobs types director.import'].join('\n')
  }
}
