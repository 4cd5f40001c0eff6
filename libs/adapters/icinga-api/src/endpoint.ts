/** How to reach Icinga 2's REST API. */
export interface IcingaEndpoint {
  /** `https://host:5665`, without a path. The host is the name in Icinga's certificate. */
  readonly url: string
  readonly user: string
  readonly password: string
  /** PEM file with the authority that signed the API's certificate; without it the system's authorities count. */
  readonly caFile?: string
}

/** The endpoint's address as it may be shown: without user and password. */
export function addressOf(endpoint: IcingaEndpoint): string {
  return new URL(endpoint.url).origin
}
