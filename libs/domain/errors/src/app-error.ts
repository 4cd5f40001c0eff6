/** What an {@link AppError} may carry beside its code and message. */
export interface AppErrorOptions {
  /** What the rule asked for, in the operator's words. */
  readonly expected?: string
  /** What came instead, shortened and without secrets. */
  readonly received?: string
  /** What the operator can do about it; one sentence. */
  readonly remedy?: string
  /** Facts for machines: ids, row numbers, names. Never secrets. */
  readonly details?: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

/**
 * A failure that is known and explained: it names the place, what was expected, what came and what to do.
 *
 * Anything that is not an `AppError` is a bug of ours and is reported with its stack.
 * `code` is stable and dotted (`import.source-unreachable`); tests and scripts match on it, never on words.
 */
export class AppError extends Error {
  readonly code: string
  readonly expected: string | undefined
  readonly received: string | undefined
  readonly remedy: string | undefined
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: string, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.expected = options.expected
    this.received = options.received
    this.remedy = options.remedy
    this.details = options.details ?? {}
  }
}

/** The same failure with its place put in front: `import source "cmdb": row 17: …`. Keeps code, remedy and details. */
export function within(place: string, error: unknown): AppError {
  const known = error instanceof AppError ? error : undefined
  const message = `${place}: ${error instanceof Error ? error.message : String(error)}`
  return new AppError(known?.code ?? 'internal.unexpected', message, {
    ...(known?.expected === undefined ? {} : { expected: known.expected }),
    ...(known?.received === undefined ? {} : { received: known.received }),
    ...(known?.remedy === undefined ? {} : { remedy: known.remedy }),
    details: known?.details ?? {},
    cause: known?.cause ?? error,
  })
}
