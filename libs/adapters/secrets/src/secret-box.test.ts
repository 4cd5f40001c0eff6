import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSecretBox } from './secret-box.js'

const box = createSecretBox(Buffer.alloc(32, 1))

describe('a secret box', () => {
  it('gives back what was put in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
        expect(box.decrypt(box.encrypt(plain))).toBe(plain)
      }),
    )
  })

  it('marks the sealed form with its version and does not contain the plain text', () => {
    const sealed = box.encrypt('correct horse')
    expect(sealed).toMatch(/^enc:v1:[A-Za-z0-9+/]+=*$/)
    expect(Buffer.from(sealed.slice('enc:v1:'.length), 'base64').includes('correct')).toBe(false)
  })

  it('seals the same text differently every time', () => {
    expect(box.encrypt('a')).not.toBe(box.encrypt('a'))
  })

  it('opens what version 1 sealed', () => {
    const sealed = 'enc:v1:AAECAwQFBgcICQoLUhGMAuPvhJNNx9jsJfbg4nPvhgdzKaosFMCA6A=='
    expect(createSecretBox(Buffer.alloc(32, 7)).decrypt(sealed)).toBe('known secret')
  })

  it('refuses another key and says what to do', () => {
    const other = createSecretBox(randomBytes(32))
    const sealed = box.encrypt('a')
    expect(() => other.decrypt(sealed)).toThrow(
      expect.objectContaining({
        code: 'secrets.wrong-key',
        remedy: expect.stringContaining('Restore the key'),
      }),
    )
  })

  it('refuses a value in which any bit was changed', () => {
    const bytes = Buffer.from(box.encrypt('some secret').slice('enc:v1:'.length), 'base64')
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index)
      expect(() => box.decrypt(`enc:v1:${changed.toString('base64')}`)).toThrow(
        expect.objectContaining({ code: 'secrets.wrong-key' }),
      )
    }
  })

  it.each(['', 'clear text', 'enc:v2:AAAA', 'enc:v1:', 'enc:v1:AAAA'])('refuses %j as not sealed', (text) => {
    expect(() => box.decrypt(text)).toThrow(expect.objectContaining({ code: 'secrets.not-sealed' }))
  })
})
