import { AppError } from '@director/errors'
import type { IcingaApi } from '@director/icinga-api'

/** What a deployment does at Icinga: read and upload packages, and see that Icinga has reloaded. */
const NEEDED = ['config/query', 'config/modify', 'status/query'] as const

/**
 * Makes sure that we may do what a deployment needs. Icinga itself answers a missing permission with "not found".
 *
 * @throws AppError `icinga.forbidden` with the missing permissions
 * @see Icinga 2 manual, "Icinga 2 API: Permissions"
 */
export async function checkPermissions(api: IcingaApi): Promise<void> {
  const { user, permissions } = await api.identity()
  const missing = NEEDED.filter((needed) => !permissions.some((granted) => grants(granted, needed)))
  if (missing.length === 0) return
  throw new AppError('icinga.forbidden', `Icinga's API user "${user}" lacks permissions`, {
    expected: NEEDED.join(', '),
    received: permissions.join(', ') || 'none',
    remedy: `Add ${missing.join(', ')} to the ApiUser object in Icinga`,
  })
}

function grants(pattern: string, permission: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(permission)
}
