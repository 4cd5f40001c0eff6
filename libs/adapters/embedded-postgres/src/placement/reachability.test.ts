import { chmod, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canEnter, permits } from './reachability.js'

const nobody = { uid: 65534, gid: 65534 }

describe('permits', () => {
  it.each([
    ['a world-readable directory', { uid: 0, gid: 0, mode: 0o755 }, 5, true],
    ['a private directory of another user', { uid: 0, gid: 0, mode: 0o700 }, 1, false],
    ['a private directory of his own', { uid: 65534, gid: 0, mode: 0o700 }, 7, true],
    ['a directory of his group', { uid: 0, gid: 65534, mode: 0o750 }, 5, true],
    ['a directory closed to his group and open to others', { uid: 0, gid: 65534, mode: 0o705 }, 1, false],
    ['a directory closed to its owner and open to others', { uid: 65534, gid: 0, mode: 0o077 }, 1, false],
    ['a directory others may enter but not list', { uid: 0, gid: 0, mode: 0o711 }, 1, true],
    ['listing it', { uid: 0, gid: 0, mode: 0o711 }, 5, false],
    ['a directory with type and sticky bits', { uid: 0, gid: 0, mode: 0o41777 }, 7, true],
  ])('decides on %s', (_, file, wanted, expected) => {
    expect(permits(file, nobody, wanted)).toBe(expected)
  })
})

describe('canEnter', () => {
  let root: string

  beforeEach(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'reachability-')))
    await mkdir(join(root, 'open'), { mode: 0o755 })
  })

  afterEach(async () => {
    await rm(root, { recursive: true, force: true })
  })

  const stranger = { uid: 4_000_001, gid: 4_000_001 }

  it('refuses an open directory below a private one', async () => {
    expect(await canEnter(join(root, 'open'), stranger)).toBe(false)
  })

  it('accepts it once the parents are open', async () => {
    await chmod(root, 0o711)
    expect(await canEnter(join(root, 'open'), stranger)).toBe(true)
  })

  it('never stands in the way of the user of this process', async () => {
    expect(await canEnter(root, undefined)).toBe(true)
  })
})
