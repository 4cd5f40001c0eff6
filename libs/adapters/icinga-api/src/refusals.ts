import { AppError } from '@director/errors'
import { addressOf, type IcingaEndpoint } from './endpoint.js'
import type { IcingaReply, IcingaRequest } from './http/send-request.js'
import { Refusal } from './replies.js'

const MEANING: Readonly<Record<number, { code: string; remedy: string }>> = {
  401: {
    code: 'icinga.refused-login',
    remedy: 'Correct DIRECTOR_ICINGA_USER and DIRECTOR_ICINGA_PASSWORD, or the ApiUser object in Icinga',
  },
  403: {
    code: 'icinga.forbidden',
    remedy: 'Add the permission to the ApiUser object in Icinga',
  },
  404: {
    code: 'icinga.not-found',
    remedy: 'Check the name, and the permissions of the API user: Icinga hides what it may not read',
  },
  423: { code: 'icinga.busy', remedy: 'Another package update takes long; the next run tries again' },
  503: { code: 'icinga.busy', remedy: 'Icinga reloads for long; the next run tries again' },
}

/** Turns an answer other than 200 into a failure with Icinga's own words. */
export function explainRefusal(
  reply: IcingaReply,
  request: IcingaRequest,
  endpoint: IcingaEndpoint,
): AppError {
  const meaning = MEANING[reply.status]
  const place = `Icinga at ${addressOf(endpoint)}: ${request.method} ${request.path}`
  return new AppError(meaning?.code ?? 'icinga.refused-request', `${place}: ${wordsOf(reply)}`, {
    details: { status: reply.status },
    ...(meaning === undefined ? {} : { remedy: meaning.remedy }),
  })
}

function wordsOf(reply: IcingaReply): string {
  try {
    return Refusal.parse(JSON.parse(reply.body)).status
  } catch {
    return `status ${reply.status}`
  }
}
