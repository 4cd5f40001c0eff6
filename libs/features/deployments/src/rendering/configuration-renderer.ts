import { Inject, Injectable } from '@nestjs/common'
import {
  ConfigurationStore,
  ObjectSnapshotStore,
  type ObjectSnapshot,
  type StoringResult,
  type WrittenConfiguration,
} from '@director/database'
import {
  ConfigurationBuilder,
  DEFAULT_GLOBAL_ZONE,
  TemplateCatalogue,
  type RenderedConfiguration,
} from '@director/icinga-dsl'
import type { JobContext } from '@director/kit'
import { DEPLOYMENT_TARGET, type DeploymentTarget } from '../deployment-target.js'
import { checksumOf, configurationChecksum } from './checksum.js'

/** A configuration that was rendered and stored. */
export interface RenderedAndStored extends WrittenConfiguration, StoringResult {}

/** Turns all objects into a stored configuration. Same objects, same checksum: then nothing new is stored. */
@Injectable()
export class ConfigurationRenderer {
  constructor(
    private readonly snapshots: ObjectSnapshotStore,
    private readonly configurations: ConfigurationStore,
    @Inject(DEPLOYMENT_TARGET) private readonly target: DeploymentTarget,
  ) {}

  /**
   * Renders the objects of one instant and stores the result.
   *
   * @throws AppError `config.invalid`, naming the objects Icinga would refuse; then nothing is stored
   */
  async render(watch: Pick<JobContext, 'signal' | 'progress'>): Promise<RenderedAndStored> {
    const rendered = await this.snapshots.read((snapshot) => this.renderSnapshot(snapshot, watch))
    const files = rendered.files.map((file) => ({ ...file, checksum: checksumOf(file.content) }))
    const configuration = { checksum: configurationChecksum(files), objectCount: rendered.objectCount, files }
    return { ...configuration, ...(await this.configurations.store(configuration)) }
  }

  private async renderSnapshot(
    snapshot: ObjectSnapshot,
    watch: Pick<JobContext, 'signal' | 'progress'>,
  ): Promise<RenderedConfiguration> {
    const layout = { masterZone: this.target.masterZone, globalZone: DEFAULT_GLOBAL_ZONE }
    const builder = new ConfigurationBuilder(layout, new TemplateCatalogue(await snapshot.listTemplates()))
    const total = await snapshot.countObjects()
    let done = 0
    for await (const object of snapshot.streamObjects()) {
      watch.signal.throwIfAborted()
      builder.add(object)
      watch.progress({ done: ++done, total, unit: 'objects' })
    }
    return builder.finish()
  }
}
