import { randomBytes } from 'node:crypto'
import { AppError } from '@director/errors'

const KEY_BYTES = 32

/** A new random key as text, in the form {@link parseKey} reads. */
export function generateKey(): string {
  return randomBytes(KEY_BYTES).toString('base64')
}

/**
 * Reads a key of 32 bytes, written as base64 (44 characters, or 43 without padding) or as hex (64).
 *
 * @param origin where the text comes from, for the message; the text itself never appears there
 * @throws AppError `secrets.bad-key`
 */
export function parseKey(text: string, origin: string): Buffer {
  const trimmed = text.trim()
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex')
  if (/^[\w+/-]{43}=?$/.test(trimmed)) return Buffer.from(trimmed, 'base64')
  throw new AppError('secrets.bad-key', `the key for secret settings from ${origin} has the wrong form`, {
    expected: '32 bytes as base64 (44 characters) or as hex (64 characters)',
    received: trimmed === '' ? 'nothing' : `${trimmed.length} characters of another form`,
    remedy: 'Make a new key with: openssl rand -base64 32',
    details: { origin },
  })
}
