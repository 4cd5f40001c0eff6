import { AppError } from '@director/errors'
import { testVectors, type ExcludeMode } from '@director/time-periods'
import { openZoneData } from '@director/zone-data'
import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { readText } from '../arguments/definition-file.js'
import { RunsFailed } from '../terminal/failure.js'
import { Output } from '../terminal/output.js'

const FIRST_DIFFERENCES = 10

@SubCommand({
  name: 'test',
  arguments: '<file>',
  argsDescription: { file: 'recorded questions and answers of Icinga 2, one JSON object a line' },
  description: 'Compare this time-period engine with recorded answers of Icinga 2',
})
export class PeriodsTestCommand extends CommandRunner {
  constructor(private readonly output: Output) {
    super()
  }

  override async run(
    [file = '']: string[],
    options: { mode?: ExcludeMode; skipTag?: readonly string[] },
  ): Promise<void> {
    const lines = readText(file).split('\n')
    const { mode = 'icinga', skipTag: skipTags = [] } = options
    const report = testVectors(lines, { mode, skipTags, clocks: openZoneData().clocks })
    const { passed, failed, skipped, differences } = report
    this.output.result(report, () =>
      [
        `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`,
        ...differences
          .slice(0, FIRST_DIFFERENCES)
          .map(({ id, expected, received }) => `  ${id}: expected ${expected}, received ${received}`),
      ].join('\n'),
    )
    if (failed > 0) throw new RunsFailed(`${failed} differences`)
  }

  @Option({
    flags: '--mode <mode>',
    description: 'icinga (default), or exact: without cases tagged edge-quirk',
  })
  mode(mode: string): ExcludeMode {
    if (mode === 'icinga' || mode === 'exact') return mode
    throw new AppError('usage.bad-mode', '--mode: the value is not usable', {
      expected: 'icinga or exact',
      received: `"${mode}"`,
    })
  }

  @Option({ flags: '--skip-tag <tag>', description: 'leave out cases with this tag, repeatable' })
  skipTag(tag: string, before: readonly string[] = []): readonly string[] {
    return [...before, tag]
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Exit code: 0 all answers agree, 1 some differ.',
      '',
      'Examples:',
      '  director periods test inside.jsonl',
      '  director periods test segments.jsonl --mode exact --skip-tag negative-dst',
    ].join('\n')
  }
}
