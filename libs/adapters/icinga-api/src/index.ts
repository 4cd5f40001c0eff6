export { addressOf, type IcingaEndpoint } from './endpoint.js'
export { IcingaApi, type IcingaApiOptions } from './icinga-api.js'
export type { BusyPolicy } from './http/while-busy.js'
export type { ApiIdentity, IcingaPackage, IcingaProcess, StageEntry } from './replies.js'
