import { Module, type DynamicModule } from '@nestjs/common'
import type { SecretBox } from './secret-box.js'

/** Injects the {@link SecretBox}: `@Inject(SECRET_BOX) private readonly secretBox: SecretBox`. */
export const SECRET_BOX = Symbol.for('director-jobs:secret-box')

/** Makes one opened box injectable everywhere. */
@Module({})
export class SecretBoxModule {
  static of(secretBox: SecretBox): DynamicModule {
    return {
      module: SecretBoxModule,
      global: true,
      providers: [{ provide: SECRET_BOX, useValue: secretBox }],
      exports: [SECRET_BOX],
    }
  }
}
