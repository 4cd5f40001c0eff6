import { Injectable } from '@nestjs/common'
import { Database } from '../database.js'
import type { StoredConfiguration, StoredFile, StoringResult, WrittenConfiguration } from './configuration.js'
import { lockConfigurations } from './configuration-lock.js'

const COLUMNS = `checksum, rendered_at AS "renderedAt", object_count AS "objectCount", file_count AS "fileCount"`

/** Rendered configurations; a file that several have is stored once. */
@Injectable()
export class ConfigurationStore {
  constructor(private readonly database: Database) {}

  /** Stores what is new of a configuration. One that is there already is only marked as rendered again. */
  async store(configuration: WrittenConfiguration): Promise<StoringResult> {
    return this.database.transaction(async (transaction) => {
      await lockConfigurations(transaction)
      const [known] = await transaction.query(
        'UPDATE generated_config SET rendered_at = now() WHERE checksum = $1 RETURNING checksum',
        [configuration.checksum],
      )
      if (known !== undefined) return { isNew: false, newFileCount: 0 }
      await transaction.query(
        'INSERT INTO generated_config (checksum, object_count, file_count) VALUES ($1, $2, $3)',
        [configuration.checksum, configuration.objectCount, configuration.files.length],
      )
      const newFiles = await transaction.query(INSERT_FILES, [
        configuration.files.map((file) => file.checksum),
        configuration.files.map((file) => file.content),
      ])
      await transaction.query(
        `INSERT INTO generated_config_file (config_checksum, path, file_checksum)
         SELECT $1, * FROM unnest($2::text[], $3::text[])`,
        [
          configuration.checksum,
          configuration.files.map((file) => file.path),
          configuration.files.map((file) => file.checksum),
        ],
      )
      return { isNew: true, newFileCount: newFiles.length }
    })
  }

  /** The configuration rendered last. */
  async findLatest(): Promise<StoredConfiguration | undefined> {
    return (await this.listLatest(1))[0]
  }

  /** Newest first. */
  async listLatest(limit: number): Promise<readonly StoredConfiguration[]> {
    return this.database.query<StoredConfiguration>(
      `SELECT ${COLUMNS} FROM generated_config ORDER BY rendered_at DESC, checksum LIMIT $1`,
      [limit],
    )
  }

  /** Configurations whose checksum starts so, as operators shorten them; at most two, to tell whether it is unique. */
  async findByPrefix(prefix: string): Promise<readonly StoredConfiguration[]> {
    return this.database.query<StoredConfiguration>(
      `SELECT ${COLUMNS} FROM generated_config WHERE starts_with(checksum, $1) ORDER BY checksum LIMIT 2`,
      [prefix],
    )
  }

  /** All files of a configuration, sorted by path; empty when it is not stored. */
  async filesOf(checksum: string): Promise<readonly StoredFile[]> {
    return this.database.query<StoredFile>(
      `SELECT link.path, file.checksum, file.content
       FROM generated_config_file link JOIN generated_file file ON file.checksum = link.file_checksum
       WHERE link.config_checksum = $1 ORDER BY link.path COLLATE "C"`,
      [checksum],
    )
  }
}

const INSERT_FILES = `
  INSERT INTO generated_file (checksum, content, size_bytes)
  SELECT checksum, content, octet_length(content) FROM unnest($1::text[], $2::text[]) AS file (checksum, content)
  ON CONFLICT DO NOTHING RETURNING checksum`
