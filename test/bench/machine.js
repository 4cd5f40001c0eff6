// What a figure was measured on.
import os from 'node:os'

/** One line about the machine, printed above every result. */
export function machine() {
  const [first] = os.cpus()
  const memoryGib = (os.totalmem() / 1024 ** 3).toFixed(0)
  return `${os.cpus().length} × ${first?.model.trim() ?? 'unknown processor'}, ${memoryGib} GiB, ${os.type()} ${os.release()}, Node ${process.version}`
}

/** p50, p99 and maximum of numbers, in their unit. */
export function spread(values) {
  const sorted = [...values].sort((left, right) => left - right)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
  return { p50: at(0.5), p99: at(0.99), max: at(1) }
}

/** Milliseconds with one decimal. */
export const ms = (value) => `${value.toFixed(1)} ms`
