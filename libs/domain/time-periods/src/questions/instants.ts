import { AppError } from '@director/errors'

/** How far ahead a change is looked for, in seconds: ten years. A period that does not change until then never does. */
export const searchAheadSeconds = 3653 * 86_400

/** @throws `time-periods.invalid-instant` for a date that is none */
export function secondsOf(instant: Date): number {
  const milliseconds = instant.getTime()
  if (Number.isNaN(milliseconds)) {
    throw new AppError('time-periods.invalid-instant', 'the instant is not a date', {
      expected: 'a valid Date',
      received: 'Invalid Date',
    })
  }
  return milliseconds / 1000
}

/** The date of an instant in epoch seconds. */
export function dateOf(seconds: number): Date {
  return new Date(seconds * 1000)
}
