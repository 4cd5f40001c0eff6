import { Module, type DynamicModule } from '@nestjs/common'
import { DatabaseModule } from '@director/database'
import { SecretBoxModule } from '@director/secrets'
import { SettingsModule } from '@director/settings'
import type { Installation } from './open-installation.js'

/** Makes what an open installation consists of injectable everywhere: database, settings, secret box. */
@Module({})
export class InstallationModule {
  static of({ database, settings, secretBox }: Installation): DynamicModule {
    return {
      module: InstallationModule,
      global: true,
      imports: [DatabaseModule.of(database), SettingsModule.of(settings), SecretBoxModule.of(secretBox)],
    }
  }
}
