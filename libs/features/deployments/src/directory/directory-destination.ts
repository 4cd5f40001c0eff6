import type { WrittenConfiguration } from '@director/database'
import type { DeliveryOutcome, DeliveryWatch, Destination } from '../delivery/destination.js'
import { currentChecksum, writeConfiguration } from './configuration-directory.js'

/** A folder on this machine, used while no Icinga is configured. */
export class DirectoryDestination implements Destination {
  /** @param name absolute path of the folder */
  constructor(readonly name: string) {}

  /** Writing tells. */
  async check(): Promise<void> {}

  async activeChecksum(): Promise<string | undefined> {
    return currentChecksum(this.name)
  }

  async deliver(configuration: WrittenConfiguration, watch: DeliveryWatch): Promise<DeliveryOutcome> {
    const path = await writeConfiguration(this.name, configuration.checksum, configuration.files)
    watch.log.info('configuration written', { path, files: configuration.files.length })
    return { kind: 'active' }
  }

  /** Nothing is uploaded here, so there is nothing to be found out later. */
  async outcomeOf(): Promise<DeliveryOutcome> {
    return { kind: 'lost', reason: 'directories have no stages' }
  }
}
