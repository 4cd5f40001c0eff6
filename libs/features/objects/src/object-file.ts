import { AppError } from '@director/errors'
import { parseAllDocuments } from 'yaml'

/**
 * Reads the objects of a YAML or JSON file: one object, a list of them, or several YAML documents.
 *
 * @param place name of the file, for messages
 * @returns values to be given to `Objects.save`; not validated
 * @throws AppError `object-file.syntax` with line and column, `object-file.empty`
 */
export function readObjectFile(text: string, place: string): readonly unknown[] {
  const documents = parseAllDocuments(text)
  const values: unknown[] = []
  for (const document of documents) {
    const [error] = document.errors
    if (error !== undefined) {
      throw new AppError('object-file.syntax', `${place}: ${error.message.split('\n')[0]}`, {
        remedy: 'Correct the file; nothing was written',
        details: { place, line: error.linePos?.[0].line },
      })
    }
    const value: unknown = document.toJS()
    if (Array.isArray(value)) values.push(...value)
    else if (value !== null) values.push(value)
  }
  if (values.length > 0) return values
  throw new AppError('object-file.empty', `${place} holds no objects`, {
    expected: 'one object or a list of objects with type and name',
  })
}
