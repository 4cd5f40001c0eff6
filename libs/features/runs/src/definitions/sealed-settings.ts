import { Inject, Injectable } from '@nestjs/common'
import type { JobDefinition } from '@director/database'
import {
  maskSecrets,
  openSecrets,
  restoreMasked,
  sealSecrets,
  SECRET_BOX,
  type SecretBox,
} from '@director/secrets'
import { JobRegistry } from '../registry/job-registry.js'

type Settings = Readonly<Record<string, unknown>>

/** Settings on their way into the store and out of it: secrets are sealed there, and masked where people look. */
@Injectable()
export class SealedSettings {
  constructor(
    private readonly registry: JobRegistry,
    @Inject(SECRET_BOX) private readonly secretBox: SecretBox,
  ) {}

  /** @throws AppError `job-type.not-installed` */
  seal(type: string, settings: Settings): Settings {
    return sealSecrets(this.registry.get(type).type.settings, settings, this.secretBox)
  }

  /** @throws AppError `secrets.wrong-key`; settings of types that are not installed stay as they are stored */
  open(type: string, stored: Settings): Settings {
    const installed = this.registry.find(type)
    return installed === undefined ? stored : openSecrets(installed.type.settings, stored, this.secretBox)
  }

  /**
   * What was written, with stored secrets where the mask was sent back and it is clear which one it stands for, so that
   * what `jobs show` prints can be edited and stored again. Of a type that is not installed no secrets are known.
   *
   * @throws AppError `secrets.wrong-key`
   */
  withStoredSecrets({ type, settings }: JobDefinition, written: Settings): Settings {
    const installed = this.registry.find(type)
    if (installed === undefined) return written
    return restoreMasked(installed.type.settings, written, this.open(type, settings))
  }

  /** The definition with masked secrets. Of a type that is not installed nothing is known, so all values are masked. */
  mask(definition: JobDefinition): JobDefinition {
    const installed = this.registry.find(definition.type)
    if (installed !== undefined) {
      return { ...definition, settings: maskSecrets(installed.type.settings, definition.settings) }
    }
    const hidden = Object.keys(definition.settings).map((key) => [
      key,
      'not shown: its type is not installed',
    ])
    return { ...definition, settings: Object.fromEntries(hidden) }
  }
}
