import type { JobLog } from '@director/kit'
import type { LoggerService } from '@nestjs/common'

/** The log that work started by a command writes to: lines of the process itself, on stderr. */
export function commandLog(logger: LoggerService): JobLog {
  return {
    debug: (message, fields) => logger.debug?.(message, fields),
    info: (message, fields) => logger.log(message, fields),
    warn: (message, fields) => logger.warn(message, fields),
    error: (message, fields) => logger.error(message, fields),
  }
}
