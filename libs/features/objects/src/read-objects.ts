import { AppError, problemLine } from '@director/errors'
import { readWrittenObject, type IcingaObject } from '@director/icinga-objects'

/** Reads one written object. @throws AppError `object.invalid` with every problem */
export function readObject(written: unknown): IcingaObject {
  const [object] = readObjects([written])
  if (object === undefined) throw new RangeError('no object was read')
  return object
}

/** Reads several; of one type every name may come once. @throws AppError `object.invalid` with the problems of all */
export function readObjects(written: readonly unknown[]): readonly IcingaObject[] {
  const readings = written.map(readWrittenObject)
  const problems = readings.flatMap((reading, index) =>
    reading.kind === 'object'
      ? []
      : reading.problems.map((problem) => ({ ...problem, object: titleOf(written[index], index) })),
  )
  const twice = firstDuplicate(
    readings.flatMap((reading) => (reading.kind === 'object' ? [reading.object] : [])),
  )
  if (twice !== undefined) {
    problems.push({ object: twice, place: 'name', expected: 'one object of a name', received: 'it twice' })
  }
  if (problems.length > 0) {
    throw new AppError(
      'object.invalid',
      problems.map((problem) => `${problem.object}: ${problemLine(problem)}`).join('; '),
      { details: { problems } },
    )
  }
  return readings.flatMap((reading) => (reading.kind === 'object' ? [reading.object] : []))
}

function titleOf(written: unknown, index: number): string {
  const { type, name } = Object(written)
  return typeof type === 'string' && typeof name === 'string' ? `${type} "${name}"` : `object ${index + 1}`
}

function firstDuplicate(objects: readonly IcingaObject[]): string | undefined {
  const seen = new Set<string>()
  for (const { type, name } of objects) {
    const title = `${type} "${name}"`
    if (seen.has(title)) return title
    seen.add(title)
  }
  return undefined
}
