import { AppError } from '@director/errors'
import { HOST } from './host.js'
import { HOST_GROUP } from './host-group.js'
import type { ObjectType } from './object-type.js'
import { TIME_PERIOD } from './time-period.js'

/** Every type of object the installation manages. A new type is one data file and one entry here. */
export const OBJECT_TYPES: readonly ObjectType[] = [TIME_PERIOD, HOST_GROUP, HOST]

/** Finds a type by Icinga's name (`Host`) or Director's (`host`); undefined when the installation does not manage it. */
export function findObjectType(name: string): ObjectType | undefined {
  return OBJECT_TYPES.find((type) => type.name === name || type.directorName === name)
}

/**
 * The type of that name.
 *
 * @throws AppError `object-type.unknown`
 */
export function getObjectType(name: string): ObjectType {
  const type = findObjectType(name)
  if (type !== undefined) return type
  throw new AppError('object-type.unknown', `there is no object type "${name}"`, {
    expected: OBJECT_TYPES.map((known) => known.name).join(', '),
    received: name,
  })
}
