import { userInfo } from 'node:os'

/** Who gives orders on this terminal, as it is written into history and audit trail: `ada (command line)`. */
export function operatorName(): string {
  return `${loginName()} (command line)`
}

function loginName(): string {
  try {
    return userInfo().username
  } catch {
    // A container may run under a number no name belongs to.
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}
