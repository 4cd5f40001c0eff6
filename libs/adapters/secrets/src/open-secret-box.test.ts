import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSecretBox } from './open-secret-box.js'

const base64 = Buffer.alloc(32, 0xfb).toString('base64')
const isWindows = process.platform === 'win32'
let directory: string
let keyFile: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'secrets-'))
  keyFile = join(directory, 'home', 'secrets.key')
})

afterEach(() => {
  rmSync(directory, { recursive: true, force: true })
})

describe('a key from the environment', () => {
  it.each([
    ['base64', base64],
    ['base64 without padding', base64.replace('=', '')],
    ['base64url', Buffer.alloc(32, 0xfb).toString('base64url')],
    ['hex', 'fb'.repeat(32)],
    ['hex in capitals', 'FB'.repeat(32)],
    ['base64 with a line end', `${base64}\n`],
  ])('is read as %s, and no file is made', (_, keyFromEnvironment) => {
    const sealed = openSecretBox({ keyFromEnvironment: base64, keyFile }).encrypt('secret')
    expect(openSecretBox({ keyFromEnvironment, keyFile }).decrypt(sealed)).toBe('secret')
    expect(existsSync(keyFile)).toBe(false)
  })

  it.each(['short', `${base64}AAAA`, 'x'.repeat(64), 'fb'.repeat(31), 'ü'.repeat(44)])(
    'is refused as %j without being repeated',
    (keyFromEnvironment) => {
      const open = () => openSecretBox({ keyFromEnvironment, keyFile })
      expect(open).toThrow(expect.objectContaining({ code: 'secrets.bad-key' }))
      expect(open).not.toThrow(keyFromEnvironment)
    },
  )

  it('counts as absent when it is empty', () => {
    openSecretBox({ keyFromEnvironment: ' ', keyFile })
    expect(existsSync(keyFile)).toBe(true)
  })
})

describe('a key file', () => {
  it('is made for its owner only and used again', () => {
    const sealed = openSecretBox({ keyFile }).encrypt('secret')
    if (!isWindows) expect(statSync(keyFile).mode & 0o777).toBe(0o600)
    expect(openSecretBox({ keyFile }).decrypt(sealed)).toBe('secret')
    expect(readdirSync(join(directory, 'home'))).toEqual(['secrets.key'])
  })

  it.runIf(!isWindows)('that others may read is refused with the command that helps', () => {
    openSecretBox({ keyFile })
    chmodSync(keyFile, 0o640)
    expect(() => openSecretBox({ keyFile })).toThrow(
      expect.objectContaining({
        code: 'secrets.key-file-open-to-others',
        received: 'mode 0640',
        remedy: `Run: chmod 600 ${keyFile}`,
      }),
    )
  })

  it('with another content is refused and left as it is', () => {
    keyFile = join(directory, 'secrets.key')
    writeFileSync(keyFile, '', { mode: 0o600 })
    expect(() => openSecretBox({ keyFile })).toThrow(expect.objectContaining({ code: 'secrets.bad-key' }))
    expect(readFileSync(keyFile, 'utf8')).toBe('')
  })

  it('that cannot be made is explained', () => {
    writeFileSync(join(directory, 'home'), 'a file where a directory should be')
    expect(() => openSecretBox({ keyFile })).toThrow(
      expect.objectContaining({ code: 'secrets.key-file-unusable', remedy: expect.stringContaining('own') }),
    )
  })
})
