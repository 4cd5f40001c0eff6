import 'reflect-metadata'
import { Module } from '@nestjs/common'
import { DiscoveryModule, NestFactory } from '@nestjs/core'
import { ImportSource } from '@director/kit'
import { MASK, openSecretBox, SecretBoxModule } from '@director/secrets'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ImportSourceRegistry } from './import-source-registry.js'
import { SourceSettings } from './source-settings.js'

const secret = z.string().meta({ secret: true })

@ImportSource({
  type: 'acme.api',
  title: 'API',
  settings: z.object({
    headers: z.array(z.strictObject({ name: z.string(), value: secret })).default([]),
    login: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('none') }),
        z.strictObject({ kind: z.literal('basic'), username: z.string(), password: secret }),
      ])
      .default({ kind: 'none' }),
  }),
})
class ApiSource {
  async columns() {
    return []
  }

  async *rows() {}
}

const secretBox = openSecretBox({ keyFromEnvironment: 'ab'.repeat(32), keyFile: '/nowhere' })

@Module({
  imports: [DiscoveryModule, SecretBoxModule.of(secretBox)],
  providers: [ApiSource, ImportSourceRegistry, SourceSettings],
})
class SettingsModule {}

let settings: SourceSettings

beforeAll(async () => {
  const context = await NestFactory.createApplicationContext(SettingsModule, {
    logger: false,
    abortOnError: false,
  })
  settings = context.get(SourceSettings)
})

const basic = { kind: 'basic', username: 'ann', password: 'sesame' }

describe('SourceSettings', () => {
  it('suggest the name that was meant, however deep it lies', () => {
    const { password, ...login } = basic
    expect(settings.problems('acme.api', { login: { ...login, pasword: password } })).toContainEqual({
      place: 'settings.login.pasword',
      expected: 'a known name (did you mean "password"?)',
      received: 'the unknown name "pasword"',
    })
  })

  it('refuse masks that stand for nothing, however deep they lie', () => {
    const masked = { login: { ...basic, password: MASK }, headers: [{ name: 'X-Key', value: MASK }] }
    expect(settings.problems('acme.api', masked).map(({ place }) => place)).toEqual([
      'settings.login.password',
      'settings.headers.0.value',
    ])
  })

  it('keep a secret whose mask was sent back, however deep it lies', () => {
    const stored = settings.seal('acme.api', { login: basic })
    const written = { login: { ...basic, username: 'bob', password: MASK } }
    const opened = settings.withStoredSecrets('acme.api', written, stored)
    expect(opened).toEqual({ login: { ...basic, username: 'bob' } })
    expect(settings.problems('acme.api', opened)).toEqual([])
  })

  it('keep with its header the secret whose mask was sent back when a header before it is removed', () => {
    const first = { name: 'X-First', value: 'one' }
    const second = { name: 'X-Second', value: 'two' }
    const stored = settings.seal('acme.api', { headers: [first, second] })
    const written = { headers: [{ ...second, value: MASK }] }
    expect(settings.withStoredSecrets('acme.api', written, stored)).toEqual({ headers: [second] })
  })
})
