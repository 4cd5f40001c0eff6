/**
 * Tells whether the platform's zone data knows a name such as `Europe/Berlin` or `UTC`.
 * Fixed offsets (`+02:00`) are refused: they have no daylight saving time, which is rarely what was meant.
 */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** The zone of the machine, as the platform sees it (`TZ`, then the system's own). */
export function systemTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}
