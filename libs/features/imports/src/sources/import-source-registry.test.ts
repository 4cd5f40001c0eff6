import 'reflect-metadata'
import { Module, type Type } from '@nestjs/common'
import { DiscoveryModule, NestFactory } from '@nestjs/core'
import { ImportSource } from '@director/kit'
import { SourcesModule } from '@director/sources'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ImportSourceRegistry } from './import-source-registry.js'

class NoRows {
  async columns() {
    return []
  }

  async *rows() {}
}

@ImportSource({ type: 'acme.inventory', title: 'Inventory', settings: z.object({}) })
class InventorySource extends NoRows {}

@ImportSource({ type: 'acme.inventory', title: 'Second inventory', settings: z.object({}) })
class SecondInventorySource extends NoRows {}

@ImportSource({ type: 'Acme Inventory', title: 'Badly named', settings: z.object({}) })
class BadlyNamedSource extends NoRows {}

@Module({ providers: [InventorySource] })
class InventoryModule {}

@Module({ providers: [SecondInventorySource] })
class SecondInventoryModule {}

@Module({ providers: [BadlyNamedSource] })
class BadlyNamedModule {}

@Module({ imports: [DiscoveryModule], providers: [ImportSourceRegistry], exports: [ImportSourceRegistry] })
class RegistryModule {}

async function registryOf(...imports: Type[]): Promise<ImportSourceRegistry> {
  @Module({ imports: [RegistryModule, ...imports] })
  class InstallationModule {}
  const context = await NestFactory.createApplicationContext(InstallationModule, {
    logger: false,
    abortOnError: false,
  })
  return context.get(ImportSourceRegistry)
}

describe('ImportSourceRegistry', () => {
  it('finds the source types of any module, and hands out the reader Nest made', async () => {
    const registry = await registryOf(SourcesModule, InventoryModule)
    const types = registry.list().map(({ type }) => type.type)
    expect(types).toEqual(types.toSorted())
    expect(types).toEqual(expect.arrayContaining(['acme.inventory', 'director.csv-file', 'director.ldap']))
    expect(registry.get('acme.inventory').reader()).toBeInstanceOf(InventorySource)
  })

  it('stops the start when two classes declare one type, naming both', async () => {
    await expect(registryOf(InventoryModule, SecondInventoryModule)).rejects.toMatchObject({
      code: 'import-source-type.duplicate',
      message:
        'import source type "acme.inventory" is declared twice: by InventorySource of InventoryModule and by SecondInventorySource of SecondInventoryModule',
    })
  })

  it('stops the start for a type that cannot be stored', async () => {
    await expect(registryOf(BadlyNamedModule)).rejects.toMatchObject({
      code: 'import-source-type.invalid-declaration',
      received: '"Acme Inventory"',
    })
  })

  it('names the nearest type for one that is not installed', async () => {
    const registry = await registryOf(SourcesModule)
    expect(() => registry.get('director.csv-flie')).toThrow(
      expect.objectContaining({ expected: '"director.csv-file"?' }),
    )
  })
})
