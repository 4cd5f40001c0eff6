// A file of its own, so that commands that never touch the queue start without loading it.
export { migrateQueue } from '@director/queue'
