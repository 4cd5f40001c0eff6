import { AppError } from '@director/errors'
import { IcingaApi } from '@director/icinga-api'
import { ImportSource, type ImportSourceContext, type Row } from '@director/kit'
import { IcingaObjectsSettings } from './icinga-objects.settings.js'
import { READABLE_TYPES } from './object-columns.js'
import { objectRow } from './object-row.js'

/** What the columns are made of beside the attributes of the same name. */
const HIDDEN_ATTRIBUTES: Readonly<Record<string, string>> = { imports: 'templates', is_global: 'global' }

/**
 * Objects of a running Icinga 2, one row each.
 *
 * @see Director's import from the Core API: objects of the package it deploys itself are left out
 */
@ImportSource({
  type: 'director.icinga-objects',
  title: 'Icinga objects',
  description: 'Objects of a running Icinga 2, read from its API',
  suggestedKeyColumn: 'object_name',
  settings: IcingaObjectsSettings,
})
export class IcingaObjectsSource {
  async columns({ settings }: ImportSourceContext<IcingaObjectsSettings>): Promise<readonly string[]> {
    const { attributes, derived } = READABLE_TYPES[settings.objectType]
    return ['object_name', 'object_type', ...attributes, ...derived]
  }

  async *rows({ settings, signal }: ImportSourceContext<IcingaObjectsSettings>): AsyncGenerator<Row> {
    const { url, user, password, caFile, objectType, excludedPackage } = settings
    const endpoint = { url, user, password, ...(caFile === undefined ? {} : { caFile }) }
    const api = new IcingaApi(endpoint, { signal })
    const type = READABLE_TYPES[objectType]
    const hidden = type.derived.flatMap((column) => HIDDEN_ATTRIBUTES[column] ?? [])
    try {
      const zoneOf = objectType === 'Endpoint' ? await zonesOfEndpoints(api) : new Map<string, string>()
      for await (const object of api.objects(type.plural, ['package', ...type.attributes, ...hidden])) {
        if (object.attrs['package'] !== excludedPackage) yield objectRow(object, type, zoneOf)
      }
    } catch (error) {
      signal.throwIfAborted()
      throw error instanceof AppError ? inTermsOfSettings(error) : error
    }
  }
}

/** Needs the permission `objects/query/Zone`. */
async function zonesOfEndpoints(api: IcingaApi): Promise<ReadonlyMap<string, string>> {
  const zoneOf = new Map<string, string>()
  for await (const { name, attrs } of api.objects('zones', ['endpoints'])) {
    const endpoints = attrs['endpoints']
    if (!Array.isArray(endpoints)) continue
    for (const endpoint of endpoints) zoneOf.set(String(endpoint), name)
  }
  return zoneOf
}

const SETTING_OF: Readonly<Record<string, string>> = {
  DIRECTOR_ICINGA_URL: 'the URL of the import source',
  DIRECTOR_ICINGA_USER: 'the user',
  DIRECTOR_ICINGA_PASSWORD: 'the password of the import source',
  DIRECTOR_ICINGA_CA_FILE: 'the CA file of the import source',
}

/** The client speaks of the variables of deployments; here the same things are settings of the source. */
function inTermsOfSettings(error: AppError): AppError {
  const translate = (text: string) =>
    text.replaceAll(/DIRECTOR_ICINGA_[A-Z_]+/g, (name) => SETTING_OF[name] ?? name)
  return new AppError(error.code, translate(error.message), {
    ...(error.remedy === undefined ? {} : { remedy: translate(error.remedy) }),
    ...(error.expected === undefined ? {} : { expected: error.expected }),
    ...(error.received === undefined ? {} : { received: error.received }),
    details: error.details,
    cause: error.cause,
  })
}
