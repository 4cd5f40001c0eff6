import 'reflect-metadata'
import { runAsService, startApplication } from '@director/installed'
import { Scheduler } from './scheduler.js'
import { SchedulerModule } from './scheduler.module.js'

await runAsService({
  start: async (settings, logger) => {
    const running = await startApplication({
      name: 'director scheduler',
      settings,
      logger,
      modules: () => [SchedulerModule],
    })
    running.context.get(Scheduler).start()
    return running
  },
})
