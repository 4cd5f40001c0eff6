import { Module } from '@nestjs/common'
import { DataListEntryStore, DataListStore } from '@director/database'
import { DataLists } from './data-lists.js'

/** Data lists by hand. Needs the global database. */
@Module({ providers: [DataListStore, DataListEntryStore, DataLists], exports: [DataLists] })
export class DataListsModule {}
