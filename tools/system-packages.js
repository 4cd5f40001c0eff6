#!/usr/bin/env node
// Installs what the tests need from the system: Debian packages, as root or through sudo without a password.
// Elsewhere it names what is missing and fails.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'

/** Program → Debian package that brings it. */
const NEEDED = { 'redis-server': 'redis-server', icinga2: 'icinga2-bin', git: 'git' }

const missing = Object.entries(NEEDED).filter(([program]) => !isInstalled(program))
if (missing.length > 0) install([...new Set(missing.map(([, name]) => name))])

function install(packages) {
  const list = packages.join(' ')
  const prefix = rootPrefix()
  if (prefix === undefined || !fs.existsSync('/usr/bin/apt-get')) {
    process.stderr.write(
      `The tests need these Debian packages: ${list}\n` +
        `Install them (apt-get install ${list}) or run the tests as root or with sudo on Debian or Ubuntu.\n`,
    )
    process.exit(1)
  }
  process.stderr.write(`installing ${list}\n`)
  // A package's service must not start: the tests start their own servers on loopback.
  const policy = '/usr/sbin/policy-rc.d'
  const blocks = !fs.existsSync(policy) && prefix.length === 0
  if (blocks) fs.writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    apt(prefix, ['update', '-qq'])
    apt(prefix, ['install', '-y', '-qq', '--no-install-recommends', ...packages])
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
  if (result.status === 0) return
  process.stderr.write(`apt-get ${args.join(' ')} failed\n`)
  process.exit(1)
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
