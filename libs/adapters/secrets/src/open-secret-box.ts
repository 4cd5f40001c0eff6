import { loadKeyFile } from './key-file.js'
import { createSecretBox, type SecretBox } from './secret-box.js'
import { parseKey } from './secret-key.js'

/** Where the key for secret settings comes from. */
export interface SecretBoxOptions {
  /** 32 bytes as base64 or hex; when it is given (and not empty) the file is neither read nor created. */
  readonly keyFromEnvironment?: string | undefined
  /** Created with a new key, mode 0600, when it is missing. */
  readonly keyFile: string
}

/**
 * Opens the box that keeps secret settings encrypted at rest (AES-256-GCM).
 *
 * @throws AppError `secrets.bad-key`, `secrets.key-file-unusable`, `secrets.key-file-open-to-others`
 */
export function openSecretBox({ keyFromEnvironment, keyFile }: SecretBoxOptions): SecretBox {
  const isGiven = keyFromEnvironment !== undefined && keyFromEnvironment.trim() !== ''
  return createSecretBox(isGiven ? parseKey(keyFromEnvironment, 'DIRECTOR_SECRET_KEY') : loadKeyFile(keyFile))
}
