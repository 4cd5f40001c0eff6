import { z } from 'zod'

/** Types that can be read. */
export const IcingaObjectType = z.enum([
  'Host',
  'HostGroup',
  'User',
  'UserGroup',
  'CheckCommand',
  'NotificationCommand',
  'Endpoint',
  'Zone',
])
export type IcingaObjectType = z.infer<typeof IcingaObjectType>

/** Settings of `director.icinga-objects`. */
export const IcingaObjectsSettings = z.object({
  url: z
    .url({ protocol: /^https$/, message: 'an address such as https://icinga.example.com:5665' })
    .meta({ title: 'URL', description: 'API of Icinga 2; the host is the name in its certificate' }),
  user: z.string().min(1).meta({ title: 'User', description: 'An ApiUser with objects/query for the type' }),
  password: z.string().min(1).meta({ title: 'Password', secret: true }),
  caFile: z.string().min(1).optional().meta({
    title: 'CA file',
    description: 'PEM file with the authority of Icinga; without it the authorities of the system count',
  }),
  objectType: IcingaObjectType.meta({ title: 'Object type' }),
  excludedPackage: z.string().min(1).default('director').meta({
    title: 'Excluded package',
    description: 'Objects of this configuration package are left out: those the director itself deployed',
  }),
})
export type IcingaObjectsSettings = z.infer<typeof IcingaObjectsSettings>
