import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { IcingaApi, type IcingaEndpoint } from '@director/icinga-api'

/** A real Icinga 2 with an API, in a folder of its own; its zone is named after the node, as on a fresh Debian. */
export interface IcingaServer {
  readonly endpoint: IcingaEndpoint
  /** An API user who may only read packages. */
  readonly reader: IcingaEndpoint
  readonly zone: string
  /** Everything the daemon wrote to its console. */
  log(): string
  stop(): Promise<void>
}

const NODE = 'localhost'
const START_DEADLINE_MS = 30_000

/** Starts Debian's `icinga2` on a free loopback port. Fails loudly when the package is missing. */
export async function startIcinga(): Promise<IcingaServer> {
  requirePackage()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'director-icinga-'))
  const port = await findFreePort()
  writeConfiguration(folder, port)
  const settings = [...folderSettings(folder), ...userSettings()]
  makeCertificates(folder, settings)
  giveAway(folder)
  const console = fs.openSync(path.join(folder, 'console.log'), 'a')
  const configuration = path.join(folder, 'etc/icinga2.conf')
  const daemon = spawn('icinga2', ['daemon', ...settings, '-c', configuration], {
    stdio: ['ignore', console, console],
    detached: true,
  })
  // A test run that is broken off leaves no Icinga behind.
  const killLeftOver = () => killGroup(daemon)
  process.once('exit', killLeftOver)
  const endpointOf = (user: string, password: string) => ({
    url: `https://${NODE}:${port}`,
    user,
    password,
    caFile: path.join(folder, 'lib/certs/ca.crt'),
  })
  const server: IcingaServer = {
    endpoint: endpointOf('director', 'correct password'),
    reader: endpointOf('reader', 'reading only'),
    zone: NODE,
    log: () => fs.readFileSync(path.join(folder, 'console.log'), 'utf8'),
    stop: async () => {
      await stopDaemon(daemon)
      process.off('exit', killLeftOver)
      fs.closeSync(console)
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
  await waitUntilReady(server, daemon)
  return server
}

function requirePackage(): void {
  try {
    execFileSync('icinga2', ['--version'], { stdio: 'pipe' })
  } catch (error) {
    throw new Error('icinga2 is missing: apt-get install icinga2-bin icinga2-common', { cause: error })
  }
}

function writeConfiguration(folder: string, port: number): void {
  for (const name of ['etc', 'lib/certs', 'lib/api', 'log', 'cache', 'run', 'spool']) {
    fs.mkdirSync(path.join(folder, name), { recursive: true })
  }
  fs.writeFileSync(
    path.join(folder, 'etc/icinga2.conf'),
    `const PluginDir = "/usr/lib/nagios/plugins"
const NodeName = "${NODE}"
const ZoneName = NodeName
include <itl>
include <plugins>
object Endpoint NodeName { host = NodeName }
object Zone ZoneName { endpoints = [ NodeName ] }
object Zone "global-templates" { global = true }
object Zone "director-global" { global = true }
object ApiListener "api" { bind_host = "127.0.0.1", bind_port = ${port} }
object ApiUser "director" {
  password = "correct password"
  permissions = [ "config/query", "config/modify", "status/query", "objects/query/*" ]
}
object ApiUser "reader" { password = "reading only", permissions = [ "config/query" ] }
`,
  )
}

function folderSettings(folder: string): readonly string[] {
  const places = {
    ConfigDir: 'etc',
    DataDir: 'lib',
    LogDir: 'log',
    CacheDir: 'cache',
    SpoolDir: 'spool',
    InitRunDir: 'run',
    PidPath: 'run/icinga2.pid',
    VarsPath: 'cache/icinga2.vars',
    StatePath: 'lib/icinga2.state',
  }
  return Object.entries(places).map(([name, place]) => `-D${name}=${path.join(folder, place)}`)
}

/** Icinga gives up root for the package's user; another user can only stay who he is. */
function userSettings(): readonly string[] {
  if (process.getuid?.() === 0) return []
  const group = execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim()
  return [`-DRunAsUser=${os.userInfo().username}`, `-DRunAsGroup=${group}`]
}

function makeCertificates(folder: string, settings: readonly string[]): void {
  const file = (name: string) => path.join(folder, 'lib/certs', name)
  const pki = (...command: readonly string[]) => {
    // The authority may belong to the package's user already.
    giveAway(folder)
    execFileSync('icinga2', ['pki', ...command, ...settings], { stdio: 'pipe' })
  }
  pki('new-ca')
  pki('new-cert', '--cn', NODE, '--key', file(`${NODE}.key`), '--csr', file(`${NODE}.csr`))
  pki('sign-csr', '--csr', file(`${NODE}.csr`), '--cert', file(`${NODE}.crt`))
  fs.copyFileSync(path.join(folder, 'lib/ca/ca.crt'), file('ca.crt'))
}

function giveAway(folder: string): void {
  if (process.getuid?.() === 0) execFileSync('chown', ['-R', 'nagios:nagios', folder])
}

async function waitUntilReady(server: IcingaServer, daemon: ChildProcess): Promise<void> {
  const api = new IcingaApi(server.endpoint)
  const deadline = performance.now() + START_DEADLINE_MS
  for (;;) {
    if (daemon.exitCode !== null) throw new Error(`icinga2 ended with ${daemon.exitCode}:\n${server.log()}`)
    try {
      await api.identity()
      return
    } catch (error) {
      if (performance.now() > deadline) throw new Error(`no answer:\n${server.log()}`, { cause: error })
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

async function stopDaemon(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return
  const ended = once(daemon, 'exit')
  daemon.kill('SIGTERM')
  const late = setTimeout(() => killGroup(daemon), 15_000)
  await ended
  clearTimeout(late)
}

/** Icinga is three processes; only the first is our child. */
function killGroup(daemon: ChildProcess): void {
  if (daemon.pid === undefined || daemon.exitCode !== null || daemon.signalCode !== null) return
  process.kill(-daemon.pid, 'SIGKILL')
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
