const BY_NAME = /_SERVICE_(HOST|PORT)(_[A-Z0-9_]+)?$|_PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?$/
const BY_VALUE = /^(tcp|udp|sctp):\/\//

/**
 * Recognises variables a container platform sets for every service it knows: a Kubernetes service called `director`
 * puts `DIRECTOR_PORT=tcp://10.0.0.7:80` and `DIRECTOR_SERVICE_HOST` into every pod. They are nobody's mistake.
 *
 * @see Kubernetes, "Discovering services", environment variables
 */
export function isServiceLink(name: string, value: string): boolean {
  return BY_NAME.test(name) || (name.endsWith('_PORT') && BY_VALUE.test(value))
}
