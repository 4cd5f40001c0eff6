export { chooseLogForm, type LogSurroundings } from './choose-form.js'
export { printLogLine, type Level, type LogForm, type LogLine } from './log-line.js'
export { StructuredLogger } from './structured-logger.js'
