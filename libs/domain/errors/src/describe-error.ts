import { AppError } from './app-error.js'

/** A failure as it is stored with a run and shown to operators. */
export interface DescribedError {
  readonly code: string
  readonly message: string
  readonly expected?: string
  readonly received?: string
  readonly remedy?: string
  readonly details?: Readonly<Record<string, unknown>>
  /** Messages of the causes, nearest first; at most ten. */
  readonly causes: readonly string[]
  /** Only for failures nobody foresaw. */
  readonly stack?: string
}

/** Turns whatever was thrown into the stored form. Never throws itself. */
export function describeError(error: unknown): DescribedError {
  const causes = causesOf(error)
  if (error instanceof AppError) {
    return {
      code: error.code,
      message: error.message,
      ...(error.expected === undefined ? {} : { expected: error.expected }),
      ...(error.received === undefined ? {} : { received: error.received }),
      ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
      ...(Object.keys(error.details).length === 0 ? {} : { details: error.details }),
      causes,
    }
  }
  if (error instanceof Error) {
    return {
      code: 'internal.unexpected',
      message: error.message || error.name,
      causes,
      ...(error.stack === undefined ? {} : { stack: error.stack }),
    }
  }
  return { code: 'internal.unexpected', message: String(error), causes: [] }
}

/** The failure as one line for a terminal: message, then expected, received and what to do. */
export function errorLine(
  error: Pick<DescribedError, 'message' | 'expected' | 'received' | 'remedy'>,
): string {
  const facts = [
    error.expected === undefined ? '' : `expected ${error.expected}`,
    error.received === undefined ? '' : `received ${error.received}`,
  ].filter((fact) => fact !== '')
  const line = facts.length === 0 ? error.message : `${error.message} (${facts.join(', ')})`
  return error.remedy === undefined ? line : `${line}. ${error.remedy}`
}

function causesOf(error: unknown): readonly string[] {
  const causes: string[] = []
  let current = error instanceof Error ? error.cause : undefined
  while (current instanceof Error && causes.length < 10) {
    causes.push(current.message || current.name)
    current = current.cause
  }
  return causes
}
