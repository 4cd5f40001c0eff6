import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CommandLine } from '../support/command-line.js'
import { eventually } from '../support/installation.js'
import { createTestDatabase } from '../support/test-database.js'

let test: Awaited<ReturnType<typeof createTestDatabase>>
let commandLine: CommandLine

beforeAll(async () => {
  test = await createTestDatabase()
})

afterAll(() => test?.close())

beforeEach(async () => {
  commandLine = new CommandLine(test.url)
  await test.database.query(`TRUNCATE job_definition, run, icinga_object CASCADE`)
  await test.database.query(`DELETE FROM lane WHERE name <> 'default'`)
  await test.database.query('DELETE FROM installation_setting')
  return () => commandLine.remove()
})

const director: CommandLine['run'] = (...command) => commandLine.run(...command)
const json: CommandLine['json'] = (words) => commandLine.json(words)
const file: CommandLine['file'] = (name, content) => commandLine.file(name, content)

const recordFile = () => join(commandLine.directory, 'records.jsonl')
const createRecordJob = (name: string, ...more: readonly string[]) =>
  director(['jobs', 'create', name, '--type', 'test.record', '--set', `file=${recordFile()}`, ...more])

describe('usage', () => {
  it.each([
    [['jbos'], 'unknown command "jbos" (expected "jobs"?)'],
    [['jobs', 'lsit'], 'jobs: unknown command "lsit" (expected "list"?)'],
    [['jobs', 'list', '--intervall'], "unknown option '--intervall'"],
    [['jobs', 'list', 'extra'], 'too many arguments'],
    [['jobs', 'show'], "missing required argument 'name'"],
    [[], 'a command is missing'],
    [
      ['jobs', 'create', 'a', '--type', 'test.record', '--interval', 'soon'],
      'expected a whole number, received "soon"',
    ],
    [['runs', 'list', '--state', 'faild'], 'expected "failed"?, received "faild"'],
    [['jobs', 'create', '-f', 'nowhere.yaml'], 'nowhere.yaml cannot be read: there is no such file'],
  ])('%j ends with 2 and one line', async (words, line) => {
    const { code, stdout, stderr } = await director(words)
    expect(stderr).toContain(line)
    expect([code, stdout, stderr.trimEnd().split('\n').length]).toEqual([2, '', 1])
  })

  it('shows help and version without settings and database', async () => {
    const broken = { DATABASE_URL: 'nonsense' }
    expect((await director(['jobs', 'create', '--help'], broken)).stdout).toContain('Examples:')
    expect(await director(['--version'], broken)).toMatchObject({ code: 0, stdout: '0.1.0\n' })
  })
})

describe('settings', () => {
  it('lists every wrong one and ends with 2', async () => {
    const { code, stderr } = await director(['jobs', 'list'], {
      DATABASE_URL: 'mysql://me:topsecret@db/x',
      DIRECTOR_MEMORY_LIMIT_MB: 'much',
      DIRECTOR_HOEM: '/x',
    })
    expect(code).toBe(2)
    expect(stderr).toContain('DATABASE_URL: expected an address such as postgres://')
    expect(stderr).toContain('DIRECTOR_MEMORY_LIMIT_MB: expected a whole number')
    expect(stderr).toContain('DIRECTOR_HOEM: expected a known name (did you mean "DIRECTOR_HOME"?)')
    expect(stderr).not.toContain('topsecret')
  })

  it('explains in one line, without a stack, why the database cannot be used', async () => {
    const unreachable = { DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/x' }
    const { code, stderr } = await director(['jobs', 'list'], unreachable)
    expect([code, stderr.trimEnd().split('\n').length]).toEqual([2, 1])
    expect(stderr).toContain('PostgreSQL at nobody@127.0.0.1:1/x')
    const verbose = await director(['jobs', 'list', '--verbose'], unreachable)
    expect(verbose.stderr).toContain('    at ')
  })

  it('tells failures as JSON with --json', async () => {
    const { code, stdout, stderr } = await director(['jobs', 'show', 'nothing', '--json'])
    expect([code, stdout]).toEqual([2, ''])
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'job.unknown' } })
  })

  it('names an extension that cannot be loaded', async () => {
    const { code, stderr } = await director(['jobs', 'list'], { DIRECTOR_EXTENSIONS: './missing' })
    expect([code, stderr.includes('extension "./missing" was not found')]).toEqual([2, true])
  })
})

describe('jobs', () => {
  it('are created, shown, changed, disabled, enabled and deleted', async () => {
    expect((await createRecordJob('first', '--interval', '60')).stdout).toContain(
      'job "first" created, due now',
    )
    expect((await director(['jobs', 'list'])).stdout).toMatch(/first +test\.record +enabled +1m +- +due +-/)
    await director(['jobs', 'edit', 'first', '--interval', '120', '--note', 'slower', '--rename', 'second'])
    expect(await json(['jobs', 'show', 'second'])).toMatchObject({
      intervalSeconds: 120,
      note: 'slower',
      revision: 2,
    })
    await director(['jobs', 'disable', 'second'])
    expect(await json(['jobs', 'show', 'second'])).toMatchObject({ enabled: false, nextRunAt: null })
    await director(['jobs', 'enable', 'second'])
    expect(await json(['jobs', 'show', 'second'])).toMatchObject({ enabled: true })
    expect((await director(['jobs', 'delete', 'second'])).code).toBe(0)
    expect((await director(['jobs', 'list'])).stdout).toContain('No jobs yet')
  })

  it('keep their revision when an edit changes nothing', async () => {
    await createRecordJob('night', '--interval', '60')
    const edited = await director(['jobs', 'edit', 'night', '--interval', '60'])
    expect(edited).toMatchObject({ code: 0, stdout: '✓ job "night" is unchanged\n' })
    expect(await json(['jobs', 'show', 'night'])).toMatchObject({ revision: 1 })
  })

  it('show no next run while all of them are stopped', async () => {
    await createRecordJob('first')
    await director(['jobs', 'stop-all'])
    const { stdout } = await director(['jobs', 'list'])
    expect(stdout).toMatch(/^all jobs are stopped by .*; director jobs resume-all\n/)
    expect(stdout).toMatch(/first +test\.record +enabled +\S+ +- +- +-/)
    expect((await director(['jobs', 'show', 'first'])).stdout).toMatch(/Next run +all jobs are stopped/)
  })

  it('can be written to YAML, changed there, and read back', async () => {
    await createRecordJob('first')
    const { stdout } = await director(['jobs', 'show', 'first', '--yaml'])
    const changed = stdout.replace(/^intervalSeconds: .*$/m, 'intervalSeconds: 77')
    expect((await director(['jobs', 'edit', 'first', '-f', '-'], {}, changed)).code).toBe(0)
    expect(await json(['jobs', 'show', 'first'])).toMatchObject({ intervalSeconds: 77 })
    const copy = file('copy.yaml', stdout.replace('name: first', 'name: copy'))
    expect((await director(['jobs', 'create', '-f', copy])).stdout).toContain('job "copy" created')
  })

  it('tells every problem and stores nothing', async () => {
    const { code, stderr } = await director([
      'jobs',
      'create',
      'bad',
      '--type',
      'test.record',
      '--set',
      'fiel=x',
      '--period',
      'nights',
      '--lane',
      'fast',
    ])
    expect(code).toBe(2)
    expect(stderr).toMatch(/4 problems/)
    expect(stderr).toContain('settings.fiel: expected a known name (did you mean "file"?)')
    expect(await json(['jobs', 'list'])).toEqual([])
  })

  it.each([
    ['a broken file', 'name: [', 'job.yaml:1:'],
    ['a list', '- a', 'received a list'],
    ['an empty file', '', 'received nothing'],
    [
      'a file with an unknown field',
      'name: a\ntype: test.record\nintervall: 5',
      'did you mean "intervalSeconds"?',
    ],
  ])('refuse %s', async (_what, content, hint) => {
    const { code, stderr } = await director(['jobs', 'create', '-f', file('job.yaml', content)])
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(hint) })
  })
})

describe('jobs run', () => {
  it('runs what is due once, tells it and ends with 0', async () => {
    await createRecordJob('first')
    await createRecordJob('second', '--disabled')
    const { code, stdout, stderr } = await director(['jobs', 'run'])
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout).toMatch(/✓ first: /)
    expect(stdout).not.toContain('second')
    expect((await director(['jobs', 'run'])).stdout).toBe('Nothing is due.\n')
  })

  it('ends with 1 when a run failed', async () => {
    await director(['jobs', 'create', 'bad', '--type', 'test.misbehave', '--set', 'how=throw'])
    const { code, stdout, stderr } = await director(['jobs', 'run', 'bad'])
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: expect.stringContaining('✗ bad'),
      stderr: '',
    })
    expect((await director(['runs', 'list', '--state', 'failed'])).stdout).toContain('bad')
  })

  it('ends with 2 and runs nothing when one of the names is unknown', async () => {
    await createRecordJob('first')
    const { code, stderr } = await director(['jobs', 'run', 'first', 'frist'])
    expect([code, stderr.includes('there is no job "frist"')]).toEqual([2, true])
    expect(existsSync(recordFile())).toBe(false)
  })

  it('queues nothing when one of the jobs cannot be queued', async () => {
    await createRecordJob('first')
    await createRecordJob('second')
    await test.database.query(`UPDATE job_definition SET quarantined_at = now() WHERE name = 'second'`)
    const { code, stderr } = await director(['jobs', 'run', 'first', 'second'])
    expect([code, stderr.includes('in quarantine')]).toEqual([2, true])
    expect(await json(['runs', 'list'])).toEqual([])
  })

  it('leaves verdicts that tell why each slot was run or not', async () => {
    await createRecordJob('first')
    await director(['jobs', 'run'])
    const verdicts = await director(['jobs', 'verdicts', 'first', '--limit', '5'])
    expect(verdicts.stdout).toMatch(/queued +run \d+ +0 /)
    expect(await json(['jobs', 'verdicts', 'first'])).toMatchObject([{ kind: 'queued', reason: '' }])
    expect(await json(['jobs', 'verdicts', 'first', '--before', '2000-01-01T00:00:00Z'])).toEqual([])
    expect(await director(['jobs', 'verdicts', 'frist'])).toMatchObject({ code: 2 })
  })

  it('refuses while all jobs are stopped', async () => {
    await createRecordJob('first')
    await director(['jobs', 'stop-all'])
    expect(await director(['jobs', 'run'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('resume-all'),
    })
    await director(['jobs', 'resume-all'])
    expect((await director(['jobs', 'run'])).code).toBe(0)
  })

  it('forever leaves with 0 after SIGTERM', async () => {
    await createRecordJob('first', '--interval', '1')
    const { child, ended } = commandLine.start(['jobs', 'run', 'forever'])
    await eventually('the job runs', () => existsSync(recordFile()), 30_000)
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 0, stderr: expect.stringContaining('daemon started') })
    expect(existsSync(recordFile())).toBe(true)
  })

  it('forever leaves with 0 after a run when it holds too much memory', async () => {
    await createRecordJob('first', '--interval', '1')
    const ended = await director(['jobs', 'run', '--forever'], { DIRECTOR_MEMORY_LIMIT_MB: '1' })
    expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining('memory limit passed') })
    expect(existsSync(recordFile())).toBe(true)
  })
})

describe('up', () => {
  it.each([
    ['people', [], /Leaving: the run under way finishes first[^]*\n✓ slow: /],
    ['programs', ['--json'], /^\{.*"definitionName":"slow".*"state":"succeeded".*\}\n$/],
  ])('tells %s how the run under way ended before it leaves', async (_who, options, expected) => {
    await createRecordJob('slow', '--set', 'workMs=2000')
    const { child, ended } = commandLine.start(['up', ...options])
    const running = `SELECT FROM run WHERE state = 'running'`
    await eventually('the job runs', async () => (await test.database.query(running)).length > 0, 30_000)
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 0, stdout: expect.stringMatching(expected) })
  })
})

describe('periods', () => {
  it('are stored with a warning when they hardly mean what was meant', async () => {
    const odd = file('odd.yaml', 'name: odd\nranges: { monday - friday: 09:00-17:00 }')
    const { code, stdout } = await director(['periods', 'create', '-f', odd])
    expect(code).toBe(0)
    expect(stdout).toContain('! time period "odd": ranges["monday - friday"]: covers Mondays only')
  })

  it('are made from a file, shown and checked', async () => {
    const written = file('work.yaml', 'name: work\nranges: { monday: 09:00-17:00 }')
    expect((await director(['periods', 'create', '-f', written])).code).toBe(0)
    const { stdout } = await director([
      'periods',
      'show',
      'work',
      '--at',
      '2026-01-05T10:00:00Z',
      '--tz',
      'UTC',
    ])
    expect(stdout).toContain('work is open at Mon 2026-01-05 10:00')
    expect(stdout).toContain('closes  Mon 2026-01-05 17:00')
    expect((await director(['periods', 'check'])).code).toBe(0)
    expect((await createRecordJob('first', '--period', 'work')).code).toBe(0)
    expect(await director(['periods', 'delete', 'work'])).toMatchObject({ code: 2 })
    const never = file('never.yaml', 'name: never\nranges: {}')
    expect((await director(['periods', 'create', '-f', never])).code).toBe(0)
    expect((await createRecordJob('second', '--period', 'never')).stdout).toContain('never due')
    const again = await director(['periods', 'edit', 'work', '-f', written])
    expect(again).toMatchObject({ code: 0, stdout: '✓ time period "work" is unchanged\n' })
  })
})

describe('an embedded installation', () => {
  it('needs no settings at all, and keeps its data', async () => {
    const embedded = { DATABASE_URL: undefined, DIRECTOR_HOME: undefined }
    const created = await director(
      ['jobs', 'create', 'kept', '--type', 'test.misbehave', '--set', 'how=throw', '--disabled'],
      embedded,
    )
    expect(created).toMatchObject({ code: 0, stderr: '' })
    expect((await director(['jobs', 'list'], embedded)).stdout).toContain('kept')
    expect(existsSync(join(commandLine.directory, '.director'))).toBe(true)
  })
})
