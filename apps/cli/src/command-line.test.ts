import 'reflect-metadata'
import { Injectable, Module } from '@nestjs/common'
import { CommandFactory, InjectCommander } from 'nest-commander'
import { beforeAll, describe, expect, it } from 'vitest'
import { CliModule } from './cli.module.js'

interface Tree {
  readonly commands: readonly Tree[]
  name(): string
  configureOutput(output: { writeOut(text: string): void }): unknown
  outputHelp(): void
}

@Injectable()
class Root {
  constructor(@InjectCommander() readonly tree: Tree) {}
}

let root: Tree

beforeAll(async () => {
  @Module({ imports: [CliModule.with({ json: false, verbose: false })], providers: [Root] })
  class TestModule {}
  const app = await CommandFactory.createWithoutRunning(TestModule, { logger: false, abortOnError: false })
  root = app.get(Root, { strict: false }).tree
})

function leaves(command: Tree, path: string): readonly (readonly [string, Tree])[] {
  const below = command.commands.flatMap((child) => leaves(child, `${path} ${child.name()}`))
  return below.length === 0 ? [[path, command]] : below
}

function helpOf(command: Tree): string {
  let help = ''
  command.configureOutput({ writeOut: (text) => (help += text) })
  command.outputHelp()
  return help
}

describe('the command line', () => {
  // prettier-ignore
  it.each([
    ['director', ['config', 'data-lists', 'imports', 'jobs', 'lanes', 'objects', 'periods', 'runs', 'syncs', 'up']],
    ['jobs', ['create', 'delete', 'disable', 'edit', 'enable', 'list', 'resume-all', 'run', 'show', 'stop-all', 'types', 'verdicts']],
    ['imports', ['approve', 'check', 'clone', 'columns', 'create', 'delete', 'diff', 'edit', 'history', 'list', 'modifiers', 'preview', 'reject', 'run', 'show', 'sources']],
  ])('has the commands of %s that operators were promised', (group, names) => {
    const command = group === 'director' ? root : root.commands.find((child) => child.name() === group)
    expect(command?.commands.map((child) => child.name()).sort()).toEqual(names)
  })

  it('explains every command with examples of itself and the options all have', () => {
    const unexplained = leaves(root, 'director').filter(([path, command]) => {
      const help = helpOf(command)
      const [, examples = ''] = help.split('Examples:\n')
      return !examples.includes(path) || !help.includes('--json')
    })
    expect(unexplained.map(([path]) => path)).toEqual([])
  })
})
