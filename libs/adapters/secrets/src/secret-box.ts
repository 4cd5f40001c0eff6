import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { AppError } from '@director/errors'

/** Encrypts and decrypts short texts with one key. */
export interface SecretBox {
  /** Gives `enc:v1:<base64>`; another text every time, also for the same input. */
  encrypt(plain: string): string
  /** @throws AppError `secrets.wrong-key`, `secrets.not-sealed` */
  decrypt(sealed: string): string
}

const PREFIX = 'enc:v1:'
const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Tells whether a stored value has the sealed form. */
export function isSealed(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith(PREFIX)
}

/**
 * A box around a key of 32 bytes.
 *
 * The sealed bytes are nonce (12), tag (16), ciphertext. A random nonce of 96 bits is safe for 2^32 values
 * under one key (NIST SP 800-38D, 8.3).
 */
export function createSecretBox(key: Buffer): SecretBox {
  return {
    encrypt(plain) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return PREFIX + Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64')
    },
    decrypt(sealed) {
      const bytes = sealedBytes(sealed)
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
      try {
        const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES))
        return Buffer.concat([text, decipher.final()]).toString('utf8')
      } catch (cause) {
        throw wrongKey(cause)
      }
    },
  }
}

function sealedBytes(sealed: string): Buffer {
  const bytes = isSealed(sealed) ? Buffer.from(sealed.slice(PREFIX.length), 'base64') : Buffer.alloc(0)
  if (bytes.length >= NONCE_BYTES + TAG_BYTES) return bytes
  throw new AppError('secrets.not-sealed', 'a stored secret does not have the encrypted form', {
    expected: `${PREFIX}<base64>, at least ${NONCE_BYTES + TAG_BYTES} bytes`,
    received: isSealed(sealed) ? `${bytes.length} bytes` : 'a text without that beginning',
    remedy: 'Enter the secret again',
  })
}

function wrongKey(cause: unknown): AppError {
  return new AppError('secrets.wrong-key', 'a stored secret cannot be decrypted', {
    expected: 'the key it was encrypted with',
    received: 'another key, or a value that was changed',
    remedy: 'Restore the key file or DIRECTOR_SECRET_KEY, or enter the secret again',
    cause,
  })
}
