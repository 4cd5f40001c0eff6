import { ObjectChangeStore, ObjectStore, ReferenceStore, TypeSnapshotStore } from '@director/database'
import { Module } from '@nestjs/common'
import { DirectorObjectsSource } from './import-source/director-objects.source.js'
import { ObjectChecks } from './object-checks.js'
import { Objects } from './objects.js'

/** Icinga objects by hand, and as an import source. Needs the global database. */
@Module({
  providers: [
    ObjectChangeStore,
    ObjectStore,
    ReferenceStore,
    TypeSnapshotStore,
    ObjectChecks,
    Objects,
    DirectorObjectsSource,
  ],
  exports: [Objects],
})
export class ObjectsModule {}
