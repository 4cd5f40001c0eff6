import { AppError } from '@director/errors'
import { integerOfText } from '@director/filters'
import { z } from 'zod'

interface Described {
  readonly title: string
  readonly description?: string
}

/**
 * A text setting; null and a missing setting are the empty text.
 *
 * @see Director: settings are stored as texts, empty ones as null
 */
export function textSetting(about: Described) {
  return z.preprocess(
    (stored) => (typeof stored === 'number' ? String(stored) : (stored ?? undefined)),
    z
      .string()
      .default('')
      .meta({ ...about }),
  )
}

/**
 * A whole number, also when it is stored as text; text that does not start with a number is 0.
 *
 * @see Director: settings are cast with PHP's `(int)`
 */
export function integerSetting(about: Described) {
  return z.preprocess(
    (stored) => (typeof stored === 'string' ? Number(integerOfText(stored)) : (stored ?? undefined)),
    z
      .int()
      .default(0)
      .meta({ ...about }),
  )
}

/** Runs a preparation of settings; what it refuses becomes a problem of the setting it stands on. */
export function prepared<Input, Output>(prepare: (input: Input) => Output) {
  return (input: Input, context: z.RefinementCtx<Input>): Output => {
    try {
      return prepare(input)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      context.addIssue({ code: 'custom', message: error.message, input })
      return z.NEVER
    }
  }
}

/** What to do with a value that cannot be used; without a choice the import fails. */
export const onFailure = z.enum(['null', 'keep', 'fail']).default('fail').meta({
  title: 'On failure',
  description: 'Set null, keep the value as it is, or let the whole import fail',
})

/** What to return instead of an empty list. */
export const whenEmpty = z.enum(['empty_array', 'null']).default('empty_array').meta({
  title: 'When empty',
  description: 'Return an empty list or null',
})

/** What to do with a row whose value is empty when it should become several rows. */
export const onEmpty = z.enum(['reject', 'fail', 'keep']).default('reject').meta({
  title: 'When empty',
  description: 'Drop the row, let the whole import fail, or keep the row with null',
})

/** For modifiers that need no settings; whatever is stored is ignored. */
export const noSettings = z.object({})
