import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checksumOf, configurationChecksum } from '../rendering/checksum.js'
import { currentChecksum, writeConfiguration } from './configuration-directory.js'

let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'director-directory-'))
})

afterEach(async () => rm(directory, { recursive: true, force: true }))

describe('writeConfiguration', () => {
  it('turns "current" to the new tree', async () => {
    const first = await write({ 'zones.d/master/hosts.conf': 'one' })
    const second = await write({ 'zones.d/master/hosts.conf': 'two' })
    expect(await readlink(join(directory, 'current'))).toBe(second)
    expect((await readdir(directory)).sort()).toEqual([first, second, 'current'].sort())
  })

  it('leaves the old tree current and nothing half written when it fails midway', async () => {
    const first = await write({ 'zones.d/master/hosts.conf': 'one' })
    await expect(
      write({ 'zones.d/master': 'a file', 'zones.d/master/hosts.conf': 'two' }),
    ).rejects.toMatchObject({
      code: 'config.directory-not-writable',
    })
    expect(await currentChecksum(directory)).toBe(first)
    expect((await readdir(directory)).sort()).toEqual([first, 'current'].sort())
  })

  it('does not write again what is there', async () => {
    const first = await write({ 'zones.d/master/hosts.conf': 'one' })
    await write({ 'zones.d/master/hosts.conf': 'two' })
    expect(await write({ 'zones.d/master/hosts.conf': 'one' })).toBe(first)
    expect(await currentChecksum(directory)).toBe(first)
  })
})

describe('currentChecksum', () => {
  it('is undefined before anything was written', async () => {
    expect(await currentChecksum(directory)).toBeUndefined()
  })
})

async function write(contents: Readonly<Record<string, string>>): Promise<string> {
  const files = Object.entries(contents).map(([path, content]) => ({
    path,
    content,
    checksum: checksumOf(content),
  }))
  const checksum = configurationChecksum(files)
  await writeConfiguration(directory, checksum, files)
  return checksum
}
