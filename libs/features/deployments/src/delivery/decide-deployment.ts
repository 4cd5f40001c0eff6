import type { Deployment } from '@director/database'

/** Facts the decision is made from. */
export interface DeploymentFacts {
  /** Of the configuration just rendered. */
  readonly checksum: string
  readonly objectCount: number
  /** What is in effect at the destination, when it is ours. */
  readonly activeChecksum: string | undefined
  /** The latest deployment to the destination, whatever became of it. */
  readonly last: Deployment | undefined
  readonly graceSeconds: number
  readonly force: boolean
}

/** Whether a configuration is delivered, and if not, why. */
export type DeploymentDecision =
  | { readonly kind: 'deploy' }
  | { readonly kind: 'already-active' }
  | { readonly kind: 'nothing-to-deploy' }
  | { readonly kind: 'in-grace'; readonly remainingSeconds: number }
  | { readonly kind: 'already-rejected'; readonly last: Deployment }
  | { readonly kind: 'would-empty' }

/**
 * Decides whether a configuration is delivered. `force` delivers in any case.
 *
 * A configuration without objects never replaces one that has some: an emptied database must not empty Icinga.
 * A rejected one is not sent again until it changes, and the run says so by failing.
 *
 * @see Director: conditional deployment; there a rejected configuration that did not change leaves a green run
 */
export function decideDeployment(facts: DeploymentFacts): DeploymentDecision {
  if (facts.force) return { kind: 'deploy' }
  if (facts.activeChecksum === facts.checksum) return { kind: 'already-active' }
  if (facts.objectCount === 0)
    return { kind: facts.activeChecksum === undefined ? 'nothing-to-deploy' : 'would-empty' }
  const { last } = facts
  if (last === undefined) return { kind: 'deploy' }
  if (last.state === 'rejected' && last.configChecksum === facts.checksum)
    return { kind: 'already-rejected', last }
  const remainingSeconds = Math.ceil(facts.graceSeconds - last.ageSeconds)
  return remainingSeconds > 0 ? { kind: 'in-grace', remainingSeconds } : { kind: 'deploy' }
}
