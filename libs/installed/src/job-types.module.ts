import { Module, type DynamicModule } from '@nestjs/common'
import type { Settings } from '@director/settings'
import { loadExtension } from './extensions/load-extension.js'

/**
 * Every module that may bring job types: the built-in ones and the extensions. The registry finds the types in them;
 * this list is the only place that names the built-in features together.
 */
@Module({})
export class JobTypesModule {
  /**
   * @param directory start of relative paths; default: the working directory
   * @throws AppError `extension.…` for the first extension that cannot be used
   */
  static async load(settings: Settings, directory: string = process.cwd()): Promise<DynamicModule> {
    const extensions: NonNullable<DynamicModule['imports']> = []
    for (const extension of settings.extensions) extensions.push(await loadExtension(extension, directory))
    return { module: JobTypesModule, imports: [...extensions] }
  }
}
