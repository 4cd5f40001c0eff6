import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { describedType, settingsSchema, typeList, typeText } from '../texts/type-text.js'

@SubCommand({
  name: 'sources',
  arguments: '[type]',
  argsDescription: { type: 'one type, with its settings' },
  description: 'Show where rows can come from: the installed types of import sources and their settings',
})
export class ImportsSourcesCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([wanted]: string[]): Promise<void> {
    const types = await this.installation.catalogue(async ({ sourceTypes }) => {
      const installed = wanted === undefined ? sourceTypes.list() : [sourceTypes.get(wanted)]
      return installed.map(({ type: { settings, ...type }, moduleName }) => ({
        ...describedType({ ...type, module: moduleName }, settings),
        ...(wanted === undefined ? {} : { schema: settingsSchema(settings) }),
      }))
    })
    const [only] = types
    if (wanted === undefined || only === undefined) {
      const whenEmpty = 'No types of import sources are installed.'
      return this.output.result(types, () => typeList(types, whenEmpty, this.output))
    }
    const { suggestedKeyColumn, module } = only
    const facts = [
      ...(suggestedKeyColumn === undefined ? [] : [`Suggested key column: ${suggestedKeyColumn}`]),
      `Brought by: ${module}`,
    ]
    this.output.result(only, () => typeText(only, facts, this.output))
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'With --json and a type, "schema" is the JSON Schema of its settings.',
      '',
      'Examples:',
      '  director imports sources',
      '  director imports sources director.csv-file',
      '  director imports sources director.rest-api --json',
    ].join('\n')
  }
}
