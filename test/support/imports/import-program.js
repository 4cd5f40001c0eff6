// One import in a process of its own, so that a test can limit its memory. Plain JavaScript over the build.
// Arguments: URL of the database, folder of the files, name of the source. Prints what came of it as JSON.
import 'reflect-metadata'
import { Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { runJob } from '@director/kit'
import { Database, DatabaseModule } from '../../../dist/libs/adapters/database/src/index.js'
import { openSecretBox, SecretBoxModule } from '../../../dist/libs/adapters/secrets/src/index.js'
import { SourcesModule } from '../../../dist/libs/adapters/sources/src/index.js'
import { ImportJob, ImportsModule } from '../../../dist/libs/features/imports/src/index.js'

const [url, folder, source] = process.argv.slice(2)
const database = await Database.connect({ url, applicationName: 'import program' })
const secretBox = openSecretBox({ keyFromEnvironment: 'ab'.repeat(32), keyFile: '/nowhere' })

class ProgramModule {}
Module({
  imports: [
    DatabaseModule.of(database),
    SecretBoxModule.of(secretBox),
    SourcesModule.forFilesIn(folder),
    ImportsModule,
  ],
})(ProgramModule)

const context = await NestFactory.createApplicationContext(ProgramModule, {
  logger: false,
  abortOnError: false,
})
const { state, error, message } = await runJob(context.get(ImportJob), { settings: { source } })
const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024)
process.stdout.write(JSON.stringify({ state, code: error?.code, message, peakMegabytes }))
await context.close()
await database.close()
