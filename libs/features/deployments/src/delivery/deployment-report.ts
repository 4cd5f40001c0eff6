import { AppError } from '@director/errors'
import { reasonOf } from '../icinga/startup-log.js'
import { shortChecksum } from '../rendering/checksum.js'
import type { DeploymentDecision } from './decide-deployment.js'
import type { DeliveryOutcome, Destination } from './destination.js'

/** What is told of a deployment; a refused one is thrown instead. */
export interface DeploymentReport {
  /** What follows "configuration …": `is now active at …`. */
  readonly message: string
  readonly deployed: boolean
}

/** Says why nothing was delivered; throws where that is a failure. */
export function reportOf(
  decision: Exclude<DeploymentDecision, { kind: 'deploy' }>,
  destination: Destination,
): DeploymentReport {
  switch (decision.kind) {
    case 'already-active':
      return { message: `is already active at ${destination.name}, nothing was sent`, deployed: false }
    case 'nothing-to-deploy':
      return { message: 'was not sent: there are no objects yet', deployed: false }
    case 'in-grace':
      return {
        message: `was not sent: the last deployment is too recent, ${decision.remainingSeconds} s of grace remain`,
        deployed: false,
      }
    case 'already-rejected':
      throw rejection(
        decision.last.startupLog ?? '',
        {
          checksum: decision.last.configChecksum ?? '',
          stage: decision.last.stage ?? '',
          destination: destination.name,
        },
        'It was refused before and is not sent again until an object changes; the setting "force" sends it',
      )
    case 'would-empty':
      throw new AppError('deployment.would-empty', `there are no objects, but ${destination.name} has some`, {
        remedy: 'Nothing was sent. If everything is to be removed there, run the job once with "force"',
      })
  }
}

interface Delivered {
  readonly checksum: string
  readonly stage: string
  readonly destination: string
}

/** Throws unless the configuration became active. */
export function refuseFailure(outcome: DeliveryOutcome, delivered: Delivered): void {
  if (outcome.kind === 'rejected') {
    throw rejection(
      outcome.startupLog,
      delivered,
      'What was active before stays active. Correct the objects and run the job again',
    )
  }
  if (outcome.kind === 'lost') {
    throw new AppError('deployment.lost', `${delivered.destination}: ${outcome.reason}`, {
      remedy:
        'Look into Icinga’s log; the next run finds out what became of it. A longer waitSeconds may help',
      details: { stage: delivered.stage },
    })
  }
}

function rejection(
  startupLog: string,
  { checksum, stage, destination }: Delivered,
  remedy: string,
): AppError {
  const reason = reasonOf(startupLog, stage)
  return new AppError(
    'deployment.rejected',
    `${destination} refused configuration ${shortChecksum(checksum)}: ${reason.replaceAll('\n', ' ')}`,
    { remedy, details: { stage, startupLog: reason } },
  )
}
