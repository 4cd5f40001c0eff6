import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '@director/errors'
import { generateKey, parseKey } from './secret-key.js'

/**
 * Reads the key from a file, creating it with mode 0600 when it is missing. Of several processes that start
 * at once all get the same key.
 *
 * @throws AppError `secrets.key-file-unusable`, `secrets.key-file-open-to-others`, `secrets.bad-key`
 */
export function loadKeyFile(keyFile: string): Buffer {
  try {
    createWhenMissing(keyFile)
    refuseWhenOpenToOthers(keyFile)
    return parseKey(readFileSync(keyFile, 'utf8'), keyFile)
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('secrets.key-file-unusable', `the key file ${keyFile} cannot be read or created`, {
      expected: 'a file with a key, or a directory in which this user may create it',
      received: cause instanceof Error ? cause.message : String(cause),
      remedy: 'Let the user who runs Director Jobs own the file and its directory',
      details: { keyFile },
      cause,
    })
  }
}

/** The file gets its name only when its content is complete; a link never replaces what stands there. */
function createWhenMissing(keyFile: string): void {
  if (statSync(keyFile, { throwIfNoEntry: false }) !== undefined) return
  mkdirSync(dirname(keyFile), { recursive: true })
  const draft = `${keyFile}.${randomBytes(6).toString('hex')}`
  try {
    writeFileSync(draft, `${generateKey()}\n`, { mode: 0o600, flag: 'wx', flush: true })
    linkSync(draft, keyFile)
  } catch (error) {
    // Another process was faster: its key is the key.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function refuseWhenOpenToOthers(keyFile: string): void {
  if (process.platform === 'win32') return
  const mode = statSync(keyFile).mode & 0o777
  if ((mode & 0o077) === 0) return
  throw new AppError('secrets.key-file-open-to-others', `other users may read the key file ${keyFile}`, {
    expected: 'mode 0600',
    received: `mode 0${mode.toString(8)}`,
    remedy: `Run: chmod 600 ${keyFile}`,
    details: { keyFile, mode },
  })
}
