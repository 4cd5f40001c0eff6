export { DataLists, type DataListChange, type ShownDataList } from './data-lists.js'
export { DataListsModule } from './data-lists.module.js'
export { csvOfEntries, entriesOfCsv } from './entries/entry-table.js'
