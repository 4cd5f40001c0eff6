import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { AppError } from '@director/errors'
import type { Home } from './open-home.js'

/** Makes a random password and stores it for its owner only; call it under the lock. */
export async function createPassword(home: Home): Promise<string> {
  const password = randomBytes(32).toString('base64url')
  const draft = `${home.passwordFile}.new`
  await writeFile(draft, `${password}\n`, { mode: 0o600 })
  await rename(draft, home.passwordFile)
  return password
}

/**
 * The stored password; safe in a URL as it is.
 *
 * @throws AppError `postgres.password-missing` when there is none
 */
export async function readPassword(home: Home): Promise<string> {
  const password = (await readFile(home.passwordFile, 'utf8').catch(() => '')).trim()
  if (password !== '') return password
  throw new AppError('postgres.password-missing', 'the password of the embedded PostgreSQL cannot be read', {
    expected: `a password in ${home.passwordFile}`,
    received: 'no readable file, or an empty one',
    remedy: `Restore ${home.passwordFile} from a backup and let the user who runs Director Jobs own it`,
    details: { passwordFile: home.passwordFile },
  })
}
