import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const program = join(root, 'bin/director.js')

/** What a command wrote and how it ended. */
export interface EndedCommand {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** `director` as people use it: the built program, started in a directory of its own. */
export class CommandLine {
  readonly directory = mkdtempSync(join(tmpdir(), 'director-cli-'))
  private readonly environment: NodeJS.ProcessEnv

  constructor(databaseUrl: string) {
    this.environment = {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      DIRECTOR_HOME: join(this.directory, 'home'),
      DIRECTOR_EXTENSIONS: join(root, 'test/support/jobs/index.js'),
      DIRECTOR_TIME_ZONE: 'UTC',
    }
  }

  /** Runs a command to its end. */
  async run(words: readonly string[], more: NodeJS.ProcessEnv = {}, input = ''): Promise<EndedCommand> {
    const { child, ended } = this.start(words, more)
    child.stdin.end(input)
    return ended
  }

  /** Starts a command that the test ends. */
  start(
    words: readonly string[],
    more: NodeJS.ProcessEnv = {},
  ): { readonly child: ChildProcessWithoutNullStreams; readonly ended: Promise<EndedCommand> } {
    const child = spawn(process.execPath, [program, ...words], {
      cwd: this.directory,
      env: { ...this.environment, ...more },
    })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')))
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')))
    const ended = new Promise<EndedCommand>((done) =>
      child.on('close', (code) => done({ code, stdout, stderr })),
    )
    return { child, ended }
  }

  /** What a command says with `--json`. @throws Error with its stderr when it does not end with 0 */
  async json(words: readonly string[]): Promise<unknown> {
    const { stdout, stderr, code } = await this.run([...words, '--json'])
    if (code !== 0) throw new Error(stderr)
    return JSON.parse(stdout)
  }

  /** Writes a file into the directory. @returns its name, as commands take it */
  file(name: string, content: string): string {
    writeFileSync(join(this.directory, name), content)
    return name
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true })
  }
}
