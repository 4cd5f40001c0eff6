import type { Deployment } from '@director/database'
import { describe, expect, it } from 'vitest'
import { decideDeployment, type DeploymentFacts } from './decide-deployment.js'

describe('decideDeployment', () => {
  it.each<[string, Partial<DeploymentFacts>, string]>([
    ['deploys what was never deployed', { activeChecksum: undefined }, 'deploy'],
    [
      'deploys what is not active',
      { activeChecksum: 'other', last: aDeployment({ configChecksum: 'other' }) },
      'deploy',
    ],
    ['sends nothing when it is active', { activeChecksum: 'new' }, 'already-active'],
    [
      'sends nothing when it is active, also in the grace period',
      { activeChecksum: 'new', graceSeconds: 60 },
      'already-active',
    ],
    [
      'waits for the end of the grace period',
      { graceSeconds: 60, last: aDeployment({ ageSeconds: 59 }) },
      'in-grace',
    ],
    [
      'counts failed deployments in the grace period',
      { graceSeconds: 60, last: aDeployment({ ageSeconds: 5, state: 'failed' }) },
      'in-grace',
    ],
    ['deploys after the grace period', { graceSeconds: 60, last: aDeployment({ ageSeconds: 60 }) }, 'deploy'],
    [
      'does not repeat what was rejected',
      { last: aDeployment({ state: 'rejected', configChecksum: 'new' }) },
      'already-rejected',
    ],
    [
      'deploys a change after a rejection',
      { last: aDeployment({ state: 'rejected', configChecksum: 'bad' }) },
      'deploy',
    ],
    ['repeats what was lost', { last: aDeployment({ state: 'lost', configChecksum: 'new' }) }, 'deploy'],
    [
      'repeats what failed on the way',
      { last: aDeployment({ state: 'failed', configChecksum: 'new' }) },
      'deploy',
    ],
    ['never empties what has objects', { objectCount: 0, activeChecksum: 'other' }, 'would-empty'],
    [
      'has nothing to deploy on an empty database',
      { objectCount: 0, activeChecksum: undefined },
      'nothing-to-deploy',
    ],
    [
      'deploys in any case when forced',
      { force: true, activeChecksum: 'new', objectCount: 0, graceSeconds: 60 },
      'deploy',
    ],
  ])('%s', (_, facts, expected) => {
    expect(decideDeployment(aCase(facts)).kind).toBe(expected)
  })

  it('tells how long the grace period lasts', () => {
    const facts = aCase({ graceSeconds: 60, last: aDeployment({ ageSeconds: 17.2 }) })
    expect(decideDeployment(facts)).toEqual({ kind: 'in-grace', remainingSeconds: 43 })
  })
})

function aCase(facts: Partial<DeploymentFacts>): DeploymentFacts {
  return {
    checksum: 'new',
    objectCount: 5,
    activeChecksum: undefined,
    last: undefined,
    graceSeconds: 0,
    force: false,
    ...facts,
  }
}

function aDeployment(facts: Partial<Deployment>): Deployment {
  return {
    id: '1',
    configChecksum: 'old',
    runId: null,
    target: 'there',
    startedAt: new Date(0),
    finishedAt: new Date(0),
    ageSeconds: 1_000,
    stage: null,
    state: 'active',
    startupLog: null,
    ...facts,
  }
}
