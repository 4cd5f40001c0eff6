export { readObjectFile } from './object-file.js'
export { Objects, type SavedObjects, type WrittenObject } from './objects.js'
export { ObjectsModule } from './objects.module.js'
