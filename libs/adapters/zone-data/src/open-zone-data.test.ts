import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openZoneData } from './open-zone-data.js'
import { readZoneFile } from './read-zone-file.js'

let root: string
let folder: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'zones-'))
  folder = join(root, 'zoneinfo')
  mkdirSync(join(folder, 'Europe'), { recursive: true })
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

/** A zone file without changes, which goes on by the rule at its end. */
function zoneFile(rule: string): Buffer {
  const header = (version: string) => {
    const bytes = Buffer.alloc(44)
    bytes.write(`TZif${version}`)
    bytes.writeUInt32BE(1, 36)
    bytes.writeUInt32BE(4, 40)
    return bytes
  }
  const block = Buffer.concat([Buffer.alloc(6), Buffer.from('XXX\0')])
  return Buffer.concat([header('2'), block, header('2'), block, Buffer.from(`\n${rule}\n`)])
}

const noon = Date.UTC(2026, 5, 1, 12) / 1000

describe('openZoneData', () => {
  it.each([
    ['2026f', '2025c', '2026f'],
    ['2025d', '2025c', '2025d'],
    ['2026za', '2026z', '2026za'],
    ['2025c', '2025c', '2025c'],
    ['2024b', '2025c', '2025c'],
  ])('takes, of files %s and a platform of %s, %s', (files, platformVersion, expected) => {
    writeFileSync(join(folder, 'tzdata.zi'), `# version ${files}\nR A 1916 o - Jun 14 23s 1 S\n`)
    const { version, clocks } = openZoneData({ folder, platformVersion })
    expect(version).toBe(expected)
    expect(clocks.files === undefined).toBe(files <= platformVersion)
  })

  it('finds the release in +VERSION where there is no tzdata.zi', () => {
    writeFileSync(join(folder, '+VERSION'), '2026f\n')
    expect(openZoneData({ folder, platformVersion: '2025c' }).version).toBe('2026f')
  })

  it.each(['# version unknown', '# redistributed', ''])(
    'keeps the platform’s data beside files of %j',
    (line) => {
      writeFileSync(join(folder, 'tzdata.zi'), line)
      expect(openZoneData({ folder, platformVersion: '2025c' }).version).toBe('2025c')
    },
  )

  it('keeps the platform’s data on a system without zone files', () => {
    const { version, clocks } = openZoneData({ folder: join(root, 'none'), platformVersion: '2025c' })
    expect(version).toBe('2025c')
    expect(clocks.clockOf('Europe/Berlin').wallAt(noon)).toBe(noon + 7200)
  })

  it('decides by the files, and by the platform for a zone without one', () => {
    writeFileSync(join(folder, 'tzdata.zi'), '# version 2026f')
    writeFileSync(join(folder, 'Europe/Berlin'), zoneFile('XXX-5'))
    const { clocks } = openZoneData({ folder, platformVersion: '2025c' })
    expect(clocks.clockOf('Europe/Berlin').wallAt(noon)).toBe(noon + 5 * 3600)
    expect(clocks.clockOf('europe/berlin').wallAt(noon)).toBe(noon + 5 * 3600)
    expect(clocks.clockOf('Europe/Paris').wallAt(noon)).toBe(noon + 7200)
  })
})

describe('readZoneFile', () => {
  it.each([
    '../secret',
    'Europe/../../secret',
    '/etc/passwd',
    'Europe/./Berlin',
    '..',
    '',
    'Europe/',
    'a\0b',
  ])('does not leave the folder for %j', (zone) => {
    writeFileSync(join(root, 'secret'), 'secret')
    writeFileSync(join(folder, 'Europe/Berlin'), 'zone')
    expect(readZoneFile(folder, zone)).toBeUndefined()
  })

  it('finds nothing where a folder has the name', () => {
    expect(readZoneFile(folder, 'Europe')).toBeUndefined()
  })

  it('says which file cannot be read', () => {
    symlinkSync('UTC', join(folder, 'UTC'))
    expect(() => readZoneFile(folder, 'UTC')).toThrow(`the zone file ${join(folder, 'UTC')} cannot be read`)
  })
})
