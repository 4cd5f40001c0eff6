import { Module, type DynamicModule } from '@nestjs/common'
import { Database } from './database.js'

/** Makes one opened {@link Database} injectable everywhere; who opened it closes it. */
@Module({})
export class DatabaseModule {
  static of(database: Database): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [{ provide: Database, useValue: database }],
      exports: [Database],
    }
  }
}
