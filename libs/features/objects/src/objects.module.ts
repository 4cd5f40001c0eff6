import { ObjectChangeStore, ObjectStore, ReferenceStore } from '@director/database'
import { Module } from '@nestjs/common'
import { ObjectChecks } from './object-checks.js'
import { Objects } from './objects.js'

/** Icinga objects by hand. Needs the global database. */
@Module({
  providers: [ObjectChangeStore, ObjectStore, ReferenceStore, ObjectChecks, Objects],
  exports: [Objects],
})
export class ObjectsModule {}
