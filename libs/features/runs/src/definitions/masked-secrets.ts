import { MASK } from '@director/secrets'

/**
 * Puts stored secrets where somebody sent back the mask they were shown, so that what `jobs show` prints can be
 * edited and stored again.
 *
 * @param written settings as they came in
 * @param stored the present settings in clear text
 */
export function restoreMasked(written: unknown, stored: unknown): unknown {
  if (written === MASK) return stored ?? MASK
  if (Array.isArray(written))
    return written.map((entry, index) => restoreMasked(entry, Object(stored)[index]))
  if (typeof written !== 'object' || written === null) return written
  return Object.fromEntries(
    Object.entries(written).map(([key, value]) => [key, restoreMasked(value, own(stored, key))]),
  )
}

/** Places where the mask is left: it stands for a secret that was never stored. */
export function placesOfMask(value: unknown, place: string): readonly string[] {
  if (value === MASK) return [place]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, entry]) => placesOfMask(entry, `${place}.${key}`))
}

function own(value: unknown, key: string): unknown {
  return Object.hasOwn(Object(value), key) ? Object(value)[key] : undefined
}
