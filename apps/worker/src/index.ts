export { Worker } from './worker.js'
export { WorkerModule } from './worker.module.js'
