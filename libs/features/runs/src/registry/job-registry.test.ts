import 'reflect-metadata'
import { Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { AppError } from '@director/errors'
import { Job } from '@director/kit'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { JobRegistry } from './job-registry.js'
import { JobRegistryModule } from './job-registry.module.js'

const Greeting = z.object({
  name: z.string().min(2),
  times: z.int().default(1),
  token: z.string().min(10).meta({ secret: true }).optional(),
  guests: z.array(z.strictObject({ title: z.string().optional() })).default([]),
})

@Job({ type: 'test.greet', title: 'Greet', settings: Greeting })
class GreetJob {
  run() {
    return 'hello'
  }
}

@Job({ type: 'test.greet', title: 'Greet again' })
class SecondGreetJob {
  run() {
    return 'hello again'
  }
}

@Module({ providers: [GreetJob] })
class GreetModule {}

@Module({ providers: [SecondGreetJob] })
class SecondGreetModule {}

@Module({ imports: [JobRegistryModule, GreetModule] })
class OneTypeModule {}

@Module({ imports: [JobRegistryModule, GreetModule, SecondGreetModule] })
class TwoClassesModule {}

async function open(module: typeof OneTypeModule): Promise<JobRegistry> {
  const context = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false })
  return context.get(JobRegistry)
}

async function failureOf(work: () => unknown): Promise<AppError> {
  const failure = await Promise.resolve()
    .then(work)
    .catch((error: unknown) => error)
  if (!(failure instanceof AppError)) throw new Error(`not an AppError: ${String(failure)}`)
  return failure
}

describe('JobRegistry', () => {
  it('finds job types in any module, and hands out the handler Nest made', async () => {
    const registry = await open(OneTypeModule)
    expect(registry.list().map((installed) => installed.type.type)).toEqual(['test.greet'])
    expect(registry.get('test.greet').handler()).toBeInstanceOf(GreetJob)
  })

  it('stops the start when two classes declare one type, naming classes and modules', async () => {
    const failure = await failureOf(() => open(TwoClassesModule))
    expect(failure.code).toBe('job-type.duplicate')
    expect(failure.message).toBe(
      'job type "test.greet" is declared twice: by GreetJob of GreetModule and by SecondGreetJob of SecondGreetModule',
    )
  })

  it('names the nearest installed type for one that is not installed', async () => {
    const registry = await open(OneTypeModule)
    const failure = await failureOf(() => registry.get('test.great'))
    expect([failure.code, failure.expected]).toEqual(['job-type.not-installed', '"test.greet"?'])
  })

  it('fills in defaults', async () => {
    const registry = await open(OneTypeModule)
    expect(registry.settingsOf('test.greet', { name: 'Ada' })).toEqual({ name: 'Ada', times: 1, guests: [] })
  })

  it('suggests the name that was meant, however deep it lies', async () => {
    const registry = await open(OneTypeModule)
    const failure = await failureOf(() =>
      registry.settingsOf('test.greet', { name: 'Ada', guests: [{ titel: 'Countess' }] }),
    )
    expect(failure.message).toContain(
      'settings.guests.0.titel: expected a known name (did you mean "title"?)',
    )
  })

  it('lists every problem of settings and shows no secret', async () => {
    const registry = await open(OneTypeModule)
    const failure = await failureOf(() =>
      registry.settingsOf('test.greet', { nam: 'Ada', times: 1.5, token: 'hush' }),
    )
    expect(failure.code).toBe('job.invalid-settings')
    expect(failure.details['problems']).toEqual([
      { place: 'settings.name', expected: 'text', received: 'nothing' },
      { place: 'settings.times', expected: 'a whole number', received: '1.5' },
      { place: 'settings.token', expected: 'at least 10 characters', received: 'a value that is not shown' },
      {
        place: 'settings.nam',
        expected: 'a known name (did you mean "name"?)',
        received: 'the unknown name "nam"',
      },
    ])
  })
})
