export { AppError, within, type AppErrorOptions } from './app-error.js'
export { describeError, errorLine, type DescribedError } from './describe-error.js'
