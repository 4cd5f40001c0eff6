import { ImportSource, type ImportSourceContext, type Row } from '@director/kit'
import { z } from 'zod'
import { SourceFiles } from '../source-files.js'
import { rowsOfYaml } from './yaml-rows.js'

/** Settings of `director.yaml-file`. */
export const YamlFileSettings = z.object({
  path: z.string().min(1).meta({
    title: 'File',
    description: 'Path of the YAML file; a relative one counts from the directory the worker was started in',
  }),
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

  async *rows({ settings, signal }: ImportSourceContext<YamlFileSettings>): AsyncGenerator<Row> {
    yield* rowsOfYaml(await this.files.read(settings.path, signal), settings.path)
  }
}
