import { errorLine, describeError } from '@director/errors'
import { StructuredLogger, chooseLogForm } from '@director/logging'
import { loadSettings, type Settings } from '@director/settings'
import type { RunningApplication } from './start-application.js'

const CONFIGURATION_ERROR = 2

/** What a process that runs until it is told to stop does. */
export interface ServiceProcess {
  /** Starts everything and returns the running application. */
  start(settings: Settings, logger: StructuredLogger): Promise<RunningApplication>
  /** Called when the drain takes longer than wanted: stop what still goes on. */
  interrupt?(running: RunningApplication): void
}

/** A run may finish for so long after SIGTERM; then it is interrupted and goes back to the queue. */
const DRAIN_MS = 30_000

/** The main function of scheduler and worker: start, wait for SIGTERM or SIGINT, drain, exit 0. */
export async function runAsService(service: ServiceProcess): Promise<void> {
  try {
    const settings = await loadSettings()
    const form = chooseLogForm({
      format: settings.logFormat,
      isTerminal: process.stderr.isTTY === true,
      environment: process.env,
    })
    const running = await service.start(settings, new StructuredLogger(form, 'info'))
    await firstSignal()
    const impatience = setTimeout(() => service.interrupt?.(running), DRAIN_MS)
    await running.close()
    clearTimeout(impatience)
    process.exit(0)
  } catch (error) {
    process.stderr.write(`${errorLine(describeError(error))}\n`)
    process.exit(CONFIGURATION_ERROR)
  }
}

async function firstSignal(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
}
