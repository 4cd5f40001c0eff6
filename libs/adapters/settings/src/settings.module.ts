import { Module, type DynamicModule } from '@nestjs/common'
import type { Settings } from './settings.js'

/** Injects the {@link Settings}: `@Inject(SETTINGS) private readonly settings: Settings`. */
export const SETTINGS = Symbol.for('director-jobs:settings')

/** Makes settings that were read before injectable everywhere. */
@Module({})
export class SettingsModule {
  static of(settings: Settings): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      providers: [{ provide: SETTINGS, useValue: settings }],
      exports: [SETTINGS],
    }
  }
}
