import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '@director/errors'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadSettings } from './load-settings.js'
import { parseSettings } from './parse-settings.js'
import { VARIABLE_NAMES } from './variables.js'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'director-settings-'))
})

afterEach(() => rmSync(directory, { recursive: true }))

async function refusal(environment: Record<string, string>): Promise<AppError> {
  const error = await loadSettings({ environment, directory }).catch((failure: unknown) => failure)
  if (!(error instanceof AppError)) throw new Error('the settings were accepted')
  return error
}

describe('loadSettings', () => {
  it('needs nothing: every setting has a default', async () => {
    const settings = await loadSettings({ environment: { DIRECTOR_TIME_ZONE: 'UTC' }, directory })
    expect(settings).toEqual({
      home: join(directory, '.director'),
      extensions: [],
      memoryLimitMb: 512,
      logFormat: 'auto',
      timeZone: 'UTC',
      icinga: { package: 'director', zone: 'master' },
    })
  })

  it('reads .env, lets the environment win and leaves the environment of the process alone', async () => {
    writeFileSync(join(directory, '.env'), 'DIRECTOR_MEMORY_LIMIT_MB=100\nDIRECTOR_EXTENSIONS=one, ./two\n')
    const settings = await loadSettings({ environment: { DIRECTOR_MEMORY_LIMIT_MB: '200' }, directory })
    expect([settings.memoryLimitMb, settings.extensions]).toEqual([200, ['one', './two']])
    expect(process.env['DIRECTOR_EXTENSIONS']).toBeUndefined()
  })

  it('lists every problem at once: variable, expected, received', async () => {
    const error = await refusal({
      DATABASE_URL: 'mysql://me:topsecret@db.example.org/director',
      REDIS_URL: 'localhost',
      DIRECTOR_POSTGRES_PORT: '70000',
      DIRECTOR_LOG_FORMAT: 'xml',
      DIRECTOR_TIME_ZONE: 'Europe/Nowhere',
      DIRECTOR_ICINGA_URL: 'https://icinga:5665',
      DIRECTOR_MEMORY_LIMIT: '5',
    })
    expect(error.code).toBe('settings.invalid')
    expect(error.details['problems']).toEqual([
      {
        place: 'DATABASE_URL',
        expected: 'an address such as postgres://user:password@host:5432/database',
        received: 'mysql://db.example.org/director',
      },
      {
        place: 'REDIS_URL',
        expected: 'an address such as redis://:password@host:6379',
        received: 'a value that is not shown',
      },
      { place: 'DIRECTOR_POSTGRES_PORT', expected: 'a whole number from 1 to 65535', received: '"70000"' },
      { place: 'DIRECTOR_LOG_FORMAT', expected: 'one of auto, text, json', received: '"xml"' },
      {
        place: 'DIRECTOR_TIME_ZONE',
        expected: 'a time zone such as Europe/Berlin or UTC',
        received: '"Europe/Nowhere"',
      },
      {
        place: 'DIRECTOR_MEMORY_LIMIT',
        expected: 'a known name (did you mean "DIRECTOR_MEMORY_LIMIT_MB"?)',
        received: 'the unknown name "DIRECTOR_MEMORY_LIMIT"',
      },
      {
        place: 'DIRECTOR_ICINGA_USER',
        expected: 'a value, because DIRECTOR_ICINGA_URL is set',
        received: 'nothing',
      },
      {
        place: 'DIRECTOR_ICINGA_PASSWORD',
        expected: 'a value, because DIRECTOR_ICINGA_URL is set',
        received: 'nothing',
      },
    ])
    expect(error.message).not.toContain('topsecret')
  })

  it('ignores what Kubernetes sets for a service called director', async () => {
    const environment = {
      DIRECTOR_SERVICE_HOST: '10.0.0.7',
      DIRECTOR_SERVICE_PORT_HTTP: '80',
      DIRECTOR_PORT: 'tcp://10.0.0.7:80',
      DIRECTOR_PORT_80_TCP_ADDR: '10.0.0.7',
      DIRECTOR_POSTGRES_PORT: 'tcp://10.0.0.8:5432',
    }
    expect((await loadSettings({ environment, directory })).postgresPort).toBeUndefined()
  })

  it('refuses a fixed offset as time zone', async () => {
    expect((await refusal({ DIRECTOR_TIME_ZONE: '+02:00' })).message).toContain('DIRECTOR_TIME_ZONE')
  })
})

describe('.env.example', () => {
  const example = readFileSync(new URL('../../../../.env.example', import.meta.url), 'utf8')

  it('shows every variable, and only variables that exist', () => {
    const names = [...example.matchAll(/^#\s?([A-Z][A-Z_]+)=/gm)].map((match) => match[1])
    expect(names.sort()).toEqual([...VARIABLE_NAMES].sort())
  })

  it('has values that are accepted', () => {
    const pairs = [...example.matchAll(/^#\s?([A-Z][A-Z_]+)=(.*)$/gm)].map((match) => [match[1], match[2]])
    expect(() => parseSettings(Object.fromEntries(pairs), '/')).not.toThrow()
  })
})
