import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { describedType, settingsSchema, typeList, typeText } from '../texts/type-text.js'

const SHAPES = {
  value: 'A list is modified element by element.',
  list: 'A list is modified as a whole.',
  row: 'It decides what becomes of the row.',
} as const

const ACROSS_ROWS = {
  nothing: [],
  remembers: ['It remembers something small of each row.'],
  holds: ['It holds all rows in memory until the last one came.'],
} as const

@SubCommand({
  name: 'modifiers',
  arguments: '[type]',
  argsDescription: { type: 'one type, with its settings' },
  description: 'Show how rows can be changed: the installed property modifiers and their settings',
})
export class ImportsModifiersCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([wanted]: string[]): Promise<void> {
    const modifiers = await this.installation.catalogue(async ({ modifiers }) => {
      if (wanted !== undefined) modifiers.get(wanted)
      const installed = modifiers.list().filter(({ modifier }) => (wanted ?? modifier.type) === modifier.type)
      return installed.map(({ modifier, moduleName }) => {
        const { type, title, description, shape, acrossRows, settings } = modifier
        return {
          ...describedType({ type, title, description, shape, acrossRows, module: moduleName }, settings),
          ...(wanted === undefined ? {} : { schema: settingsSchema(settings) }),
        }
      })
    })
    const [only] = modifiers
    if (wanted === undefined || only === undefined) {
      const whenEmpty = 'No modifiers are installed.'
      return this.output.result(modifiers, () => typeList(modifiers, whenEmpty, this.output))
    }
    const facts = [SHAPES[only.shape], ...ACROSS_ROWS[only.acrossRows], `Brought by: ${only.module}`]
    this.output.result(only, () => typeText(only, facts, this.output))
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'With --json and a type, "schema" is the JSON Schema of its settings.',
      '',
      'Examples:',
      '  director imports modifiers',
      '  director imports modifiers director.split',
    ].join('\n')
  }
}
