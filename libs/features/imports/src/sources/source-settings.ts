import { Inject, Injectable } from '@nestjs/common'
import { AppError, problemLine, problemsOf, type Problem } from '@director/errors'
import {
  leftMasks,
  maskSecrets,
  openSecrets,
  restoreMasked,
  SECRET_BOX,
  sealSecrets,
  secretPaths,
  settingNames,
  type SecretBox,
} from '@director/secrets'
import { ImportSourceRegistry } from './import-source-registry.js'

type Settings = Readonly<Record<string, unknown>>

/** Settings of import sources: checked by the schema of their type, secrets sealed in the store and masked to people. */
@Injectable()
export class SourceSettings {
  constructor(
    private readonly registry: ImportSourceRegistry,
    @Inject(SECRET_BOX) private readonly secretBox: SecretBox,
  ) {}

  /** Everything that is wrong with settings in clear text. @throws AppError `import-source-type.not-installed` */
  problems(type: string, opened: Settings): readonly Problem[] {
    const { settings } = this.registry.get(type).type
    const parsed = settings.safeParse(opened)
    const secrets = secretPaths(settings).map((path) => path.split('.'))
    const found = parsed.success
      ? []
      : problemsOf(parsed.error, {
          input: opened,
          root: 'settings',
          isSecret: (path) => secrets.some((secret) => isWithin(path, secret)),
          knownNames: (path) => settingNames(settings, opened, path),
        })
    return [...found, ...leftMasks(opened, 'settings')]
  }

  /** As the store keeps them. @throws AppError `import-source-type.not-installed` */
  seal(type: string, opened: Settings): Settings {
    return sealSecrets(this.registry.get(type).type.settings, opened, this.secretBox)
  }

  /** In clear text. @throws AppError `import-source-type.not-installed`, `secrets.wrong-key` */
  open(type: string, stored: Settings): Settings {
    return openSecrets(this.registry.get(type).type.settings, stored, this.secretBox)
  }

  /**
   * As the type's reader gets them: in clear text, defaults filled in.
   *
   * @throws AppError those of {@link open}, `import-source.invalid` when the schema of the type became another one
   */
  parse(type: string, stored: Settings): unknown {
    const opened = this.open(type, stored)
    const problems = this.problems(type, opened)
    if (problems.length === 0) return this.registry.get(type).type.settings.parse(opened)
    throw new AppError('import-source.invalid', problems.map(problemLine).join('; '), {
      remedy: 'Correct the settings of the import source',
      details: { problems },
    })
  }

  /** As people see them. Of a type that is not installed nothing is known, so all values are masked. */
  mask(type: string, stored: Settings): Settings {
    const installed = this.registry.find(type)
    if (installed !== undefined) return maskSecrets(installed.type.settings, stored)
    return Object.fromEntries(Object.keys(stored).map((key) => [key, 'not shown: its type is not installed']))
  }

  /** What was written, with stored secrets where the mask was sent back and it is clear which one it stands for. */
  withStoredSecrets(type: string, written: Settings, stored: Settings): Settings {
    return restoreMasked(this.registry.get(type).type.settings, written, this.open(type, stored))
  }
}

// A problem above a secret would show the secret as well.
function isWithin(path: readonly PropertyKey[], secret: readonly string[]): boolean {
  return secret.every((name, index) => index >= path.length || name === '*' || name === String(path[index]))
}
