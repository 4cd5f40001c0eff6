// The baseline's consumer: plain BullMQ in a process of its own, telling when each job began.
import { Worker, createPostgresBackend, setDefaultBackendFactory } from 'bullmq'

const [databaseUrl, redisUrl] = process.argv.slice(2)
setDefaultBackendFactory(redisUrl === undefined ? createPostgresBackend : undefined)
const connection =
  redisUrl === undefined
    ? { connectionString: databaseUrl, max: 4 }
    : { url: redisUrl, maxRetriesPerRequest: null }
const worker = new Worker('raw', async () => process.send(performance.timeOrigin + performance.now()), {
  connection,
})
await worker.waitUntilReady()
process.send('ready')
process.on('disconnect', () => void worker.close().then(() => process.exit(0)))
