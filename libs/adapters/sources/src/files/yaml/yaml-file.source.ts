import { ImportSource, type ImportSourceContext, type Row } from '@director/kit'
import { z } from 'zod'
import { fileFields } from '../location/file-fields.js'
import { rowsOfFiles } from '../location/rows-of-files.js'
import { SourceFiles } from '../source-files.js'
import { rowsOfYaml } from './yaml-rows.js'

/** Settings of `director.yaml-file`. */
export const YamlFileSettings = z.object({
  ...fileFields,
})
export type YamlFileSettings = z.infer<typeof YamlFileSettings>

/**
 * Rows of a YAML file: the mappings of a list, or one for each document. Read item by item.
 *
 * @see Director's file import (Fileshipper): mappings become objects
 */
@ImportSource({
  type: 'director.yaml-file',
  title: 'YAML file',
  description: 'Mappings of a UTF-8 YAML file: those of a list, or one for each document',
  settings: YamlFileSettings,
})
export class YamlFileSource {
  constructor(private readonly files: SourceFiles) {}

  async columns(context: ImportSourceContext<YamlFileSettings>): Promise<readonly string[]> {
    for await (const row of this.rows(context)) return Object.keys(row)
    return []
  }

  rows({ settings, signal }: ImportSourceContext<YamlFileSettings>): AsyncGenerator<Row> {
    const { files } = this
    return rowsOfFiles(files, settings, async function* (path) {
      yield* rowsOfYaml(await files.read(path, signal), path)
    })
  }
}
