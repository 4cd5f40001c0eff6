import { AppError } from '@director/errors'

const NETWORK: Readonly<Record<string, { reason: string; remedy: string }>> = {
  ECONNREFUSED: {
    reason: 'nothing answers there',
    remedy: 'Start Icinga, enable its API feature (icinga2 api setup) or correct DIRECTOR_ICINGA_URL',
  },
  ENOTFOUND: { reason: 'the host name is not known', remedy: 'Correct the host in DIRECTOR_ICINGA_URL' },
  EAI_AGAIN: { reason: 'the name server does not answer', remedy: 'Check the name server' },
  EHOSTUNREACH: { reason: 'no way leads there', remedy: 'Check network and firewall' },
  ETIMEDOUT: { reason: 'no answer in time', remedy: 'Check network, firewall and the load of Icinga' },
  ECONNRESET: { reason: 'the connection was cut off', remedy: 'Icinga may be restarting; try again' },
}

const CERTIFICATE: Readonly<Record<string, string>> = {
  ERR_TLS_CERT_ALTNAME_INVALID:
    'it is for another host; use the name in the certificate (Icinga’s NodeName) in DIRECTOR_ICINGA_URL',
  CERT_HAS_EXPIRED: 'it has expired; renew it',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its authority is unknown; set DIRECTOR_ICINGA_CA_FILE to a copy of Icinga’s ca.crt',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its authority is unknown; set DIRECTOR_ICINGA_CA_FILE to a copy of Icinga’s ca.crt',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its authority is unknown; set DIRECTOR_ICINGA_CA_FILE to a copy of Icinga’s ca.crt',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is signed by itself; set DIRECTOR_ICINGA_CA_FILE to that certificate',
  CERT_SIGNATURE_FAILURE: 'another authority signed it; correct DIRECTOR_ICINGA_CA_FILE',
}

/** Says in one line why a request came to nothing. Neither user nor password is part of it. */
export function explainFailure(error: unknown, address: string): AppError {
  const code = String(Object(error).code ?? '')
  const certificate = CERTIFICATE[code]
  if (certificate !== undefined) {
    return new AppError(
      'icinga.certificate-not-trusted',
      `Icinga at ${address}: its certificate is not trusted: ${certificate}`,
      { details: { code }, cause: error },
    )
  }
  const known = NETWORK[code]
  const reason = known?.reason ?? (error instanceof Error ? error.message : String(error))
  return new AppError('icinga.unreachable', `Icinga at ${address}: ${reason}`, {
    remedy: known?.remedy ?? 'Check DIRECTOR_ICINGA_URL and that Icinga runs',
    details: { code },
    cause: error,
  })
}
