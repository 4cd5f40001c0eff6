import type { PeriodWarning } from '@director/time-periods'
import type { Catalogue } from '../installation/catalogue.js'
import type { Output } from '../terminal/output.js'

/** What was hardly meant in a stored time period, or is decided otherwise by Icinga 2; empty when nothing is odd. */
export async function warningsAbout(
  { periods }: Pick<Catalogue, 'periods'>,
  name: string,
  zone: string,
): Promise<readonly PeriodWarning[]> {
  const { warnings } = await periods.check(new Date(), zone)
  return warnings.get(name) ?? []
}

/** One line a warning, as `periods check` prints it. */
export function warningLine(period: string, { place, text }: PeriodWarning, output: Output): string {
  return `${output.colours.yellow('!')} time period "${period}": ${place}: ${text}`
}
