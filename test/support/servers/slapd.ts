import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { freePort } from './redis.js'

/** A real OpenLDAP server on loopback, in a folder of its own. Its certificate is for `localhost` only. */
export interface SlapdServer {
  readonly port: number
  /** Encrypted from the first byte. */
  readonly securePort: number
  readonly bindDn: string
  readonly bindPassword: string
  /** PEM file of the authority that signed the server's certificate. */
  readonly authorityFile: string
  /** The process stands still: connections stay, nothing answers. */
  pause(): void
  resume(): void
  /** The process is gone without a word. */
  kill(): Promise<void>
  stop(): Promise<void>
}

const BASE = 'dc=example,dc=org'
const START_DEADLINE_MS = 15_000

/**
 * Starts Debian's `slapd` with the given entries below `dc=example,dc=org`.
 *
 * @param ldif entries in LDIF; the base is there already. Class `adObject` may carry objectSid and objectGUID
 * @param options lines for the database's section of slapd.conf
 */
export async function startSlapd(ldif: string, options: readonly string[] = []): Promise<SlapdServer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'director-slapd-'))
  const [port, securePort] = [await freePort(), await freePort()]
  makeCertificates(folder)
  const configuration = writeConfiguration(folder, options)
  load(folder, configuration, ldif)
  const addresses = `ldap://127.0.0.1:${port} ldaps://127.0.0.1:${securePort}`
  const server = spawn(program('slapd'), ['-d', '0', '-f', configuration, '-h', addresses], {
    stdio: 'ignore',
  })
  const killLeftOver = () => void server.kill('SIGKILL')
  process.once('exit', killLeftOver)
  await waitUntilListening(securePort, server)
  const end = async (signal: NodeJS.Signals) => {
    if (server.exitCode !== null || server.signalCode !== null) return
    const exited = once(server, 'exit')
    server.kill(signal)
    await exited
  }
  return {
    port,
    securePort,
    bindDn: `cn=reader,${BASE}`,
    bindPassword: 'correct password',
    authorityFile: path.join(folder, 'ca.crt'),
    pause: () => {
      server.kill('SIGSTOP')
      // The signal takes a moment to reach every thread, in which one could still answer.
      while (!standsStill(server));
    },
    resume: () => void server.kill('SIGCONT'),
    kill: () => end('SIGKILL'),
    stop: async () => {
      server.kill('SIGCONT')
      await end('SIGTERM')
      process.off('exit', killLeftOver)
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Administrators' programs are not in everybody's PATH. */
function program(name: string): string {
  const place = ['/usr/sbin', '/usr/lib/openldap', '/usr/libexec'].find((folder) =>
    fs.existsSync(path.join(folder, name)),
  )
  if (place === undefined) throw new Error(`${name} is missing: apt-get install slapd`)
  return path.join(place, name)
}

function makeCertificates(folder: string): void {
  const openssl = (...words: readonly string[]) =>
    execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' })
  const key = ['-newkey', 'rsa:2048', '-nodes', '-days', '2']
  openssl('req', '-x509', ...key, '-subj', '/CN=Test authority', '-keyout', 'ca.key', '-out', 'ca.crt')
  openssl('req', ...key.slice(0, 3), '-subj', '/CN=localhost', '-keyout', 'server.key', '-out', 'server.csr')
  fs.writeFileSync(path.join(folder, 'names'), 'subjectAltName=DNS:localhost')
  const signed = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names']
  openssl('x509', '-req', '-in', 'server.csr', ...signed, '-out', 'server.crt')
}

function writeConfiguration(folder: string, options: readonly string[]): string {
  const file = path.join(folder, 'slapd.conf')
  fs.mkdirSync(path.join(folder, 'data'))
  fs.writeFileSync(
    file,
    `include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
attributetype ( 1.3.6.1.4.1.99999.1 NAME 'objectSid' SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 SINGLE-VALUE )
attributetype ( 1.3.6.1.4.1.99999.2 NAME 'objectGUID' SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 SINGLE-VALUE )
objectclass ( 1.3.6.1.4.1.99999.3 NAME 'adObject' SUP top AUXILIARY MAY ( objectSid $ objectGUID ) )
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile ${folder}/slapd.pid
TLSCACertificateFile ${folder}/ca.crt
TLSCertificateFile ${folder}/server.crt
TLSCertificateKeyFile ${folder}/server.key
database mdb
maxsize 67108864
directory ${folder}/data
suffix "${BASE}"
access to attrs=userPassword by anonymous auth
access to * by users read by anonymous auth
${options.join('\n')}
`,
  )
  return file
}

function load(folder: string, configuration: string, ldif: string): void {
  const file = path.join(folder, 'entries.ldif')
  fs.writeFileSync(
    file,
    `dn: ${BASE}
objectClass: dcObject
objectClass: organization
dc: example
o: Example

dn: cn=reader,${BASE}
objectClass: applicationProcess
objectClass: simpleSecurityObject
cn: reader
userPassword: correct password

${ldif}
`,
  )
  execFileSync(program('slapadd'), ['-q', '-f', configuration, '-l', file], { stdio: 'pipe' })
}

function standsStill({ pid }: ChildProcess): boolean {
  const threads = `/proc/${pid}/task`
  const states = fs.readdirSync(threads).map((thread) => fs.readFileSync(`${threads}/${thread}/stat`, 'utf8'))
  return states.every((state) => /\) T /.test(state))
}

async function waitUntilListening(port: number, server: ChildProcess): Promise<void> {
  const deadline = performance.now() + START_DEADLINE_MS
  for (;;) {
    if (server.exitCode !== null) throw new Error(`slapd ended with ${server.exitCode}`)
    if (await listens(port)) return
    if (performance.now() > deadline) throw new Error('slapd does not listen')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function listens(port: number): Promise<boolean> {
  const socket = net.connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
