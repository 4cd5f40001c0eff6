import 'reflect-metadata'
import { Module, type Type } from '@nestjs/common'
import { DiscoveryModule, NestFactory } from '@nestjs/core'
import { defineModifier, provideModifiers, textOf, type Modifier } from '@director/kit'
import { builtInModifiers } from '@director/modifiers'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { InstalledModifiers } from './installed-modifiers.js'

const modifier = (type: string, title: string) =>
  defineModifier({
    type,
    title,
    description: '',
    shape: 'value',
    settings: z.object({}),
    apply: (value) => `${textOf(value)}!`,
  })

const shout = modifier('acme.shout', 'Shout')

@Module({ providers: [provideModifiers(shout), provideModifiers(modifier('acme.cry', 'Cry'))] })
class AcmeModule {}

@Module({ providers: [provideModifiers(shout)] })
class SharingModule {}

@Module({ providers: [provideModifiers(modifier('acme.shout', 'Shout louder'))] })
class LoudModule {}

@Module({ providers: [provideModifiers(modifier('director.trim', 'Trim better'))] })
class BetterModule {}

@Module({ providers: [provideModifiers(modifier('Acme Shout', ''))] })
class BadlyNamedModule {}

const madeByHand: Modifier = JSON.parse('{ "type": "acme.shout", "title": "Shout" }')

@Module({ providers: [provideModifiers(madeByHand)] })
class HandMadeModule {}

@Module({
  imports: [DiscoveryModule],
  providers: [InstalledModifiers, provideModifiers(...builtInModifiers)],
  exports: [InstalledModifiers],
})
class BuiltInModule {}

async function installedWith(...imports: Type[]): Promise<InstalledModifiers> {
  @Module({ imports: [BuiltInModule, ...imports] })
  class InstallationModule {}
  const context = await NestFactory.createApplicationContext(InstallationModule, {
    logger: false,
    abortOnError: false,
  })
  return context.get(InstalledModifiers)
}

describe('InstalledModifiers', () => {
  it('finds the modifiers of any module, sorted, with the module that brought them', async () => {
    const installed = await installedWith(AcmeModule)
    const types = installed.list().map((found) => found.modifier.type)
    expect(types).toHaveLength(builtInModifiers.length + 2)
    expect(types).toEqual(types.toSorted())
    expect(installed.get('acme.shout')).toBe(shout)
    expect(installed.list().find(({ modifier }) => modifier === shout)?.moduleName).toBe('AcmeModule')
  })

  it('takes a modifier that two modules provide for one', async () => {
    expect((await installedWith(AcmeModule, SharingModule)).has('acme.shout')).toBe(true)
  })

  it.each([
    [
      [AcmeModule, LoudModule],
      '"acme.shout" is declared twice: by "Shout" of AcmeModule and by "Shout louder"',
    ],
    [[BetterModule], 'of BetterModule'],
  ])('stops the start when two modifiers have one type, naming both', async (modules, problem) => {
    await expect(installedWith(...modules)).rejects.toMatchObject({
      code: 'modifier.duplicate-type',
      message: expect.stringContaining(problem),
    })
  })

  it('stops the start for a modifier that cannot be stored, with everything that is wrong', async () => {
    await expect(installedWith(BadlyNamedModule)).rejects.toMatchObject({
      code: 'modifier.invalid-declaration',
      message: expect.stringMatching(/of BadlyNamedModule .*type: .*"Acme Shout"; title: /),
    })
  })

  it('stops the start for what defineModifier did not make', async () => {
    await expect(installedWith(HandMadeModule)).rejects.toMatchObject({
      code: 'modifier.invalid-declaration',
      message: expect.stringContaining('expected what defineModifier gives'),
    })
  })
})
