import { durationText } from './times.js'

/** How far a stream of rows is. */
export interface RowProgress {
  readonly done: number
  /** How many there will be, as far as that is known. */
  readonly total?: number | undefined
  /** Since the start. */
  readonly elapsedMs: number
}

const numbers = new Intl.NumberFormat('en-US')

/** A count as people read it: `1,250,000`. */
export function numberText(count: number): string {
  return numbers.format(count)
}

/**
 * Progress in words: `12,000 of 50,000 rows, 6,000 rows/s, 6s left`. What is not known yet is left out.
 *
 * @example rateText({ done: 12000, total: 50000, elapsedMs: 2000 })
 */
export function rateText({ done, total, elapsedMs }: RowProgress): string {
  const rows = total === undefined ? numberText(done) : `${numberText(done)} of ${numberText(total)}`
  if (done === 0 || elapsedMs <= 0) return `${rows} rows`
  const rowsPerSecond = (done * 1_000) / elapsedMs
  const rate = `${rows} rows, ${numberText(Math.round(rowsPerSecond))} rows/s`
  if (total === undefined || total <= done) return rate
  return `${rate}, ${durationText(Math.ceil((total - done) / rowsPerSecond))} left`
}
