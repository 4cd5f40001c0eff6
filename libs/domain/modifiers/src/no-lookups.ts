import { AppError } from '@director/errors'
import type { Lookups } from './lookups.js'

/** For places where nothing can be looked up: every question is refused, no answer invented. */
export const noLookups: Lookups = {
  dataList: (name) => refuse(`data list "${name}"`),
  importedColumn: (source) => refuse(`import source "${source}"`),
  addressOf: (hostName) => refuse(`address of "${hostName}"`),
  hostNameOf: (address) => refuse(`host name of ${address}`),
  dnsRecords: (name, type) => refuse(`${type} records of "${name}"`),
}

function refuse(question: string): never {
  throw new AppError('lookup.unavailable', `look-ups are not available here: ${question}`, {
    expected: 'a modifier that needs no look-up',
    received: question,
  })
}
