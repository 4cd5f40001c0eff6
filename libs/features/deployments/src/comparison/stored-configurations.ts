import { Inject, Injectable } from '@nestjs/common'
import { join } from 'node:path'
import { ConfigurationStore, type StoredConfiguration, type StoredFile } from '@director/database'
import { AppError } from '@director/errors'
import { DEPLOYMENT_TARGET, type DeploymentTarget } from '../deployment-target.js'
import { CURRENT } from '../directory/configuration-directory.js'
import { readTree } from '../directory/read-tree.js'
import { compareFiles, type FileDifference } from './compare-files.js'

/** A configuration with its files. */
export interface ShownConfiguration extends StoredConfiguration {
  readonly files: readonly StoredFile[]
}

/** Shows and compares configurations for operators, who name them by the beginning of the checksum. */
@Injectable()
export class StoredConfigurations {
  constructor(
    private readonly configurations: ConfigurationStore,
    @Inject(DEPLOYMENT_TARGET) private readonly target: DeploymentTarget,
  ) {}

  /** Newest first. */
  async list(limit: number): Promise<readonly StoredConfiguration[]> {
    return this.configurations.listLatest(limit)
  }

  /**
   * A configuration with its files.
   *
   * @param checksum or its beginning; absent: the one rendered last
   * @throws AppError `config.unknown`, `config.ambiguous`
   */
  async get(checksum?: string): Promise<ShownConfiguration> {
    const configuration = checksum === undefined ? await this.getLatest() : await this.getByPrefix(checksum)
    return { ...configuration, files: await this.configurations.filesOf(configuration.checksum) }
  }

  /** What changed from one stored configuration to another one (absent: to the one rendered last). */
  async compare(before: string, after?: string): Promise<readonly FileDifference[]> {
    const [old, recent] = await Promise.all([this.get(before), this.get(after)])
    return compareFiles(old.files, recent.files)
  }

  /**
   * What would change in the configuration directory.
   *
   * @param checksum absent: the configuration rendered last
   * @param folder absent: what `<home>/config/current` leads to
   * @throws AppError `config.unknown`, `config.ambiguous`, `config.directory-missing`
   */
  async compareWithDirectory(checksum?: string, folder?: string): Promise<readonly FileDifference[]> {
    const path = folder ?? join(this.target.directory, CURRENT)
    const [recent, old] = await Promise.all([this.get(checksum), readTree(path)])
    if (old !== undefined) return compareFiles(old, recent.files)
    throw new AppError('config.directory-missing', `there is no directory ${path}`, {
      remedy: 'Name an existing one, or run a Config job that writes it',
    })
  }

  private async getLatest(): Promise<StoredConfiguration> {
    const latest = await this.configurations.findLatest()
    if (latest !== undefined) return latest
    throw new AppError('config.unknown', 'no configuration was rendered yet', { remedy: 'Run a Config job' })
  }

  private async getByPrefix(prefix: string): Promise<StoredConfiguration> {
    const [found, another] = await this.configurations.findByPrefix(prefix.toLowerCase())
    if (found === undefined) {
      throw new AppError(
        'config.unknown',
        `no stored configuration has a checksum that begins with "${prefix}"`,
        {
          remedy: 'List the stored ones; housekeeping clears unused ones away',
        },
      )
    }
    if (another === undefined) return found
    throw new AppError('config.ambiguous', `several configurations begin with "${prefix}"`, {
      remedy: 'Give more characters of the checksum',
    })
  }
}
