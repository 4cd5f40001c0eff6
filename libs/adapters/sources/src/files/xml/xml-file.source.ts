import { ImportSource, type ImportSourceContext, type Row } from '@director/kit'
import { z } from 'zod'
import { fileFields } from '../location/file-fields.js'
import { rowsOfFiles } from '../location/rows-of-files.js'
import { SourceFiles } from '../source-files.js'
import { rowsOfXml } from './xml-rows.js'

/** Settings of `director.xml-file`. */
export const XmlFileSettings = z.object({
  ...fileFields,
  element: z
    .string()
    .trim()
    .regex(/^[^\s/<>]+(\/[^\s/<>]+)*$/, 'element names from the root on, such as inventory/hosts')
    .optional()
    .meta({
      title: 'Element',
      description: 'Names from the root to the element whose children are the rows; without it the root',
    }),
})
export type XmlFileSettings = z.infer<typeof XmlFileSettings>

/**
 * Rows of an XML file, read as a stream: the children of one element; attributes and children of each are its columns.
 *
 * @see Director's file import (Fileshipper): each child of the root is a row, nested recursively
 */
@ImportSource({
  type: 'director.xml-file',
  title: 'XML file',
  description: 'Elements of a UTF-8 XML file',
  settings: XmlFileSettings,
})
export class XmlFileSource {
  constructor(private readonly files: SourceFiles) {}

  async columns(context: ImportSourceContext<XmlFileSettings>): Promise<readonly string[]> {
    for await (const row of this.rows(context)) return Object.keys(row)
    return []
  }

  rows({ settings, signal }: ImportSourceContext<XmlFileSettings>): AsyncGenerator<Row> {
    const { files } = this
    const element = settings.element?.split('/') ?? []
    return rowsOfFiles(files, settings, async function* (path) {
      yield* rowsOfXml(await files.read(path, signal), path, element)
    })
  }
}
