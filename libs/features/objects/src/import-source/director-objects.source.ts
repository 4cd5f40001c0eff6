import { TypeSnapshotStore } from '@director/database'
import { within } from '@director/errors'
import {
  getObjectType,
  type FindTemplate,
  type IcingaObject,
  type ObjectKind,
} from '@director/icinga-objects'
import { ImportSource, type ImportSourceContext, type Row } from '@director/kit'
import {
  DIRECTOR_TABLES,
  DirectorDatabase,
  isDirectorObjectType,
  propertiesOf,
  type DirectorObjectType,
} from '@director/sources'
import { DirectorObjectsSettings } from './director-objects.settings.js'
import { masterZoneOf } from './master-zone.js'
import { flattened, objectColumns, objectRow } from './object-row.js'

/** Where objects come from: everything of one type, as it was at one instant. */
interface ObjectOrigin {
  listTemplates(): Promise<readonly IcingaObject[]>
  pages(kind?: ObjectKind): AsyncIterable<readonly IcingaObject[]>
  /** The zone a setting names; undefined where there is no such setting. */
  findMasterZone?(): Promise<string | undefined>
  close(): Promise<void>
}

/** A secret of the host; nothing but the Director that made it can use it. */
const LEFT_OUT = 'api_key'

/**
 * Objects of this installation, or those in the database of an Icinga Director, one row each.
 *
 * @see Director's import of Director objects
 */
@ImportSource({
  type: 'director.director-objects',
  title: 'Director objects',
  description: 'Objects of this installation, or of an Icinga Director, read from its database',
  suggestedKeyColumn: 'object_name',
  settings: DirectorObjectsSettings,
})
export class DirectorObjectsSource {
  constructor(private readonly snapshots: TypeSnapshotStore) {}

  async columns({ settings }: ImportSourceContext<DirectorObjectsSettings>): Promise<readonly string[]> {
    const { properties, hasVars } = shapeOf(settings)
    const columns = objectColumns(properties, hasVars)
    return settings.objectType === 'Zone' ? [...columns, 'is_master_zone'] : columns
  }

  async *rows({ settings, signal }: ImportSourceContext<DirectorObjectsSettings>): AsyncGenerator<Row> {
    const { kind, resolved } = settings
    const origin = await this.open(settings, signal)
    try {
      const finish = resolved ? await flattening(origin) : (object: IcingaObject) => object
      const rowOf = await rowMaker(settings, origin)
      let rowNumber = 0
      for await (const page of origin.pages(kind === 'all' ? undefined : kind)) {
        signal.throwIfAborted()
        for (const object of page) yield numbered(++rowNumber, () => rowOf(finish(object)))
      }
    } finally {
      await origin.close()
    }
  }

  private async open(settings: DirectorObjectsSettings, signal: AbortSignal): Promise<ObjectOrigin> {
    const { from, objectType } = settings
    if (from === 'this-installation') return this.snapshots.open(objectType)
    return DirectorDatabase.open(settings, directorType(objectType), signal)
  }
}

async function flattening(origin: ObjectOrigin): Promise<(object: IcingaObject) => IcingaObject> {
  const templates = new Map((await origin.listTemplates()).map((template) => [template.name, template]))
  const findTemplate: FindTemplate = (name) => templates.get(name)
  return (object) => flattened(object, findTemplate)
}

async function rowMaker(
  settings: DirectorObjectsSettings,
  origin: ObjectOrigin,
): Promise<(object: IcingaObject) => Row> {
  const { properties, hasVars } = shapeOf(settings)
  if (settings.objectType !== 'Zone') return (object) => objectRow(object, properties, hasVars)
  const masterZone = (await origin.findMasterZone?.()) ?? masterZoneOf(await allOf(origin))
  return (object) => ({
    ...objectRow(object, properties, hasVars),
    is_master_zone: object.name === masterZone,
  })
}

/** Of zones there are few. */
async function allOf(origin: ObjectOrigin): Promise<readonly IcingaObject[]> {
  const objects: IcingaObject[] = []
  for await (const page of origin.pages()) objects.push(...page)
  return objects
}

function shapeOf({ from, objectType }: DirectorObjectsSettings) {
  if (from === 'icinga-director') {
    const table = DIRECTOR_TABLES[directorType(objectType)]
    return { properties: propertiesOf(table), hasVars: 'vars' in table }
  }
  const { properties, hasVars } = getObjectType(objectType)
  return { properties: properties.map(({ name }) => name).filter((name) => name !== LEFT_OUT), hasVars }
}

function directorType(objectType: string): DirectorObjectType {
  if (isDirectorObjectType(objectType)) return objectType
  throw new TypeError(`the settings let ${objectType} pass`)
}

function numbered(rowNumber: number, make: () => Row): Row {
  try {
    return make()
  } catch (error) {
    throw within(`row ${rowNumber}`, error)
  }
}
