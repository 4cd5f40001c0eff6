import type { JobSwitchState } from '@director/database'

/** What the switch "stop all jobs" means while it is on; nothing while it is off. */
export function switchText({ stopped, changedBy }: JobSwitchState): string | undefined {
  if (!stopped) return undefined
  return `all jobs are stopped${changedBy === null ? '' : ` by ${changedBy}`}; director jobs resume-all`
}
