import { AppError } from '@director/errors'

/**
 * Reads the value of an option that is a whole number. Limits that belong to a definition are checked there.
 *
 * @throws AppError `usage.bad-number`
 */
export function wholeNumber(option: string): (text: string) => number {
  return (text) => {
    if (/^-?\d{1,15}$/.test(text)) return Number(text)
    throw new AppError('usage.bad-number', `${option}: the value is not usable`, {
      expected: 'a whole number',
      received: `"${text}"`,
    })
  }
}
