import 'reflect-metadata'
import { runAsService, startApplication } from '@director/installed'
import { Worker } from './worker.js'
import { WorkerModule } from './worker.module.js'

await runAsService({
  start: async (settings, logger) => {
    const running = await startApplication({
      name: 'director worker',
      settings,
      logger,
      modules: (lanes, databaseUrl) => [WorkerModule.serving(lanes, databaseUrl)],
    })
    await running.context.get(Worker).start()
    return running
  },
  interrupt: (running) => running.context.get(Worker).interrupt('the worker is shutting down'),
})
