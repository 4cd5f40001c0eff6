import { OBJECT_TYPES } from '@director/icinga-objects'
import {
  checkDirectorConnection,
  DIRECTOR_CONNECTION_FIELDS,
  DIRECTOR_TABLES,
  isDirectorObjectType,
} from '@director/sources'
import { z } from 'zod'

const HERE = OBJECT_TYPES.map(({ name }) => name)
const THERE = Object.keys(DIRECTOR_TABLES)

/** Settings of `director.director-objects`. */
export const DirectorObjectsSettings = z
  .object({
    from: z.enum(['this-installation', 'icinga-director']).default('this-installation').meta({
      title: 'From',
      description:
        'This installation, or the database of an Icinga Director, which the connection below is for',
    }),
    objectType: z.enum([...new Set([...HERE, ...THERE])].sort()).meta({
      title: 'Object type',
      description: `This installation has ${HERE.join(', ')}; an Icinga Director ${THERE.join(', ')}`,
    }),
    kind: z.enum(['all', 'object', 'template', 'external', 'apply']).default('all').meta({
      title: 'Kind',
      description: 'Only objects, only templates and so on',
    }),
    resolved: z.boolean().default(false).meta({
      title: 'Resolved',
      description:
        'Properties, variables and groups as inherited from templates, which are no longer imported then',
    }),
    ...DIRECTOR_CONNECTION_FIELDS,
  })
  .superRefine((settings, context) => {
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    const { from, objectType, url, host } = settings
    if (from === 'icinga-director') {
      checkDirectorConnection(settings, context)
      if (!isDirectorObjectType(objectType))
        wrong('objectType', `one of ${THERE.join(', ')} from an Icinga Director`)
      return
    }
    // Everything else would be a consequence of that.
    if (url !== undefined || host !== undefined)
      wrong('from', 'icinga-director, because a connection is given')
    else if (!HERE.includes(objectType))
      wrong('objectType', `one of ${HERE.join(', ')} from this installation`)
  })
export type DirectorObjectsSettings = z.infer<typeof DirectorObjectsSettings>
