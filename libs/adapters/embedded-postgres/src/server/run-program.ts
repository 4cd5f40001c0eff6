import { spawn } from 'node:child_process'
import type { ServerIdentity } from '../placement/server-identity.js'

/** How a short-lived program ended. */
export interface ProgramResult {
  readonly isSuccess: boolean
  /** Everything it wrote, or why it could not be run. */
  readonly output: string
}

/** What every program of the server is started with: nothing of the caller's environment changes its answers. */
export function programOptions(identity: ServerIdentity | undefined) {
  return {
    ...identity,
    // The caller's directory may be closed to the server's user.
    cwd: process.platform === 'win32' ? undefined : '/',
    env: { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'], LC_ALL: 'C', TZ: 'UTC' },
    // Its own session: Ctrl-C on the terminal is for us, the server stops when the last user has finished.
    detached: true,
    windowsHide: true,
  }
}

/** Runs a program of the server to its end; rejects only when the system refuses to become the server's user. */
export async function runProgram(
  program: string,
  args: readonly string[],
  identity: ServerIdentity | undefined,
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...programOptions(identity), stdio: ['ignore', 'pipe', 'pipe'] })
    const output: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
    const text = () => Buffer.concat(output).toString('utf8').trim()
    child.once('error', (error) => resolve({ isSuccess: false, output: error.message }))
    child.once('close', (code) => resolve({ isSuccess: code === 0, output: text() }))
  })
}
