// Imports when told to, as a job process does, and says how long it took and how much memory it holds.
//   node importing-process.js DATABASE_URL
import { NestFactory } from '@nestjs/core'
import { DataLists } from '../../../dist/libs/features/data-lists/src/index.js'
import { ImportSources, SourceImporter } from '../../../dist/libs/features/imports/src/index.js'
import {
  InstallationModule,
  JobTypesModule,
  openInstallation,
} from '../../../dist/libs/installed/src/index.js'
import { loadSettings } from '../../../dist/libs/adapters/settings/src/index.js'
import { SITES, importSource } from './workload.js'
import { rawCopy } from './raw-copy.js'

const settings = await loadSettings()
const installation = await openInstallation(settings, { applicationName: 'bench', usesQueue: false })
const parts = await JobTypesModule.load(settings)
class BenchModule {}
Reflect.defineMetadata('imports', [InstallationModule.of(installation), parts], BenchModule)
const context = await NestFactory.createApplicationContext(BenchModule, { logger: ['error'] })
const sources = context.get(ImportSources, { strict: false })
const importer = context.get(SourceImporter, { strict: false })
const dataLists = context.get(DataLists, { strict: false })

const work = {
  prepare: () => dataLists.create({ name: 'sites', entries: SITES }),
  define: (sourceUrl) => sources.create(importSource(sourceUrl)),
  forget: () => sources.delete('cmdb'),
  raw: (sourceUrl) => rawCopy(sourceUrl),
  import: () =>
    importer.import('cmdb', {
      signal: new AbortController().signal,
      log: { debug() {}, info() {}, warn() {}, error: console.error },
      progress() {},
      checkOnly: false,
      runId: null,
    }),
}

process.on('message', async ({ task, argument }) => {
  const [cpu, begin] = [process.cpuUsage(), performance.now()]
  try {
    const result = await work[task](argument)
    const seconds = (performance.now() - begin) / 1000
    const { user, system } = process.cpuUsage(cpu)
    const memoryMb = process.resourceUsage().maxRSS / 1024
    process.send({ result, seconds, cpuSeconds: (user + system) / 1e6, memoryMb })
  } catch (error) {
    process.send({ failure: error.stack })
  }
})
process.on('disconnect', async () => {
  await context.close()
  await installation.close()
})
process.send({ ready: true })
