import { AppError } from '@director/errors'
import type { ServerIdentity } from '../placement/server-identity.js'
import { findRunningServer } from './running-server.js'
import { runProgram } from './run-program.js'

/**
 * Stops the server of a data directory and waits until it is gone; connections still open are closed.
 *
 * @throws AppError `postgres.stop-failed`
 */
export async function stopServer(
  pgCtl: string,
  dataDirectory: string,
  identity: ServerIdentity | undefined,
): Promise<void> {
  const args = ['stop', '-D', dataDirectory, '-m', 'fast', '-w', '-t', '60']
  const { isSuccess, output } = await runProgram(pgCtl, args, identity)
  if (isSuccess || (await findRunningServer(dataDirectory)) === undefined) return
  throw new AppError('postgres.stop-failed', `PostgreSQL on ${dataDirectory} did not stop`, {
    expected: 'an end within 60 s',
    received: output,
    remedy: `Read postgres.log in the home directory, then stop it by hand: ${pgCtl} stop -D ${dataDirectory} -m immediate`,
    details: { dataDirectory },
  })
}
