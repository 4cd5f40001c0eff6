import { join } from 'node:path'
import type { WrittenConfiguration } from '@director/database'
import type { DeliveryOutcome, DeliveryWatch, Destination } from '../delivery/destination.js'
import { CURRENT, currentChecksum, writeConfiguration } from './configuration-directory.js'

/** A folder on this machine, used while no Icinga is configured. */
export class DirectoryDestination implements Destination {
  readonly name: string

  /** @param directory absolute path of the folder */
  constructor(private readonly directory: string) {
    this.name = join(directory, CURRENT)
  }

  /** Writing tells. */
  async check(): Promise<void> {}

  async activeChecksum(): Promise<string | undefined> {
    return currentChecksum(this.directory)
  }

  async deliver(configuration: WrittenConfiguration, watch: DeliveryWatch): Promise<DeliveryOutcome> {
    const path = await writeConfiguration(this.directory, configuration.checksum, configuration.files)
    watch.log.info('configuration written', { path, files: configuration.files.length })
    return { kind: 'active' }
  }

  /** Nothing is uploaded here, so there is nothing to be found out later. */
  async outcomeOf(): Promise<DeliveryOutcome> {
    return { kind: 'lost', reason: 'directories have no stages' }
  }
}
