#!/usr/bin/env node
// Installs what the tests need from the system: Debian packages, as root or through sudo without a password.
// Elsewhere it names what is missing and fails. Zone data older than the recorded answers are updated where possible.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'

/** Program → Debian package that brings it. */
const NEEDED = {
  'redis-server': 'redis-server',
  icinga2: 'icinga2-bin',
  git: 'git',
  slapd: 'slapd',
  openssl: 'openssl',
  mariadbd: 'mariadb-server-core',
}

/** Release of the tz database the answers of Icinga 2 in libs/domain/time-periods/test-data were recorded with. */
const RECORDED_ZONE_DATA = '2026f'

const missing = Object.entries(NEEDED).filter(([program]) => !isInstalled(program))
const outdated = zoneDataVersion() < RECORDED_ZONE_DATA ? ['tzdata'] : []
if (missing.length > 0) installNeeded([...new Set(missing.map(([, name]) => name)), ...outdated])
else if (outdated.length > 0) updateZoneData()

function installNeeded(packages) {
  const problem = install(packages)
  if (problem === undefined) return
  const list = packages.join(' ')
  process.stderr.write(
    `${problem}\nThe tests need these Debian packages: ${list}\n` +
      `Install them (apt-get install ${list}) or run the tests as root or with sudo on Debian or Ubuntu.\n`,
  )
  process.exit(1)
}

// No reason to fail: the tests bring the zone data they depend on, and fall back to those of Node elsewhere.
function updateZoneData() {
  const problem = install(['tzdata'])
  const version = zoneDataVersion()
  if (problem !== undefined || version < RECORDED_ZONE_DATA)
    process.stderr.write(
      `zone data of this system: ${version || 'none'}, older than ${RECORDED_ZONE_DATA}; going on\n`,
    )
}

/** Returns what went wrong, or undefined. */
function install(packages) {
  const prefix = rootPrefix()
  if (prefix === undefined) return 'neither root nor sudo without a password'
  if (!fs.existsSync('/usr/bin/apt-get')) return 'there is no apt-get'
  process.stderr.write(`installing ${packages.join(' ')}\n`)
  // A package's service must not start: the tests start their own servers on loopback.
  const policy = '/usr/sbin/policy-rc.d'
  const blocks = !fs.existsSync(policy) && prefix.length === 0
  if (blocks) fs.writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    return (
      apt(prefix, ['update', '-qq']) ??
      apt(prefix, ['install', '-y', '-qq', '--no-install-recommends', ...packages])
    )
  } finally {
    if (blocks) fs.rmSync(policy)
  }
}

function apt(prefix, args) {
  const [command, ...rest] = [...prefix, 'apt-get', ...args]
  const result = spawnSync(command, rest, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return result.status === 0 ? undefined : `apt-get ${args.join(' ')} failed`
}

/** Empty where the system has none, or does not say. */
function zoneDataVersion() {
  const file = '/usr/share/zoneinfo/tzdata.zi'
  if (!fs.existsSync(file)) return ''
  return /^# version (\d{4}[a-z]+)/.exec(fs.readFileSync(file, 'latin1'))?.[1] ?? ''
}

function rootPrefix() {
  if (process.getuid?.() === 0) return []
  const sudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' })
  return sudo.status === 0 ? ['sudo', '-n'] : undefined
}

function isInstalled(program) {
  const places = [
    ...(process.env.PATH ?? '').split(':'),
    '/usr/sbin',
    '/usr/bin',
    '/usr/lib/x86_64-linux-gnu/icinga2/sbin',
  ]
  return places.some((place) => place !== '' && fs.existsSync(`${place}/${program}`))
}
