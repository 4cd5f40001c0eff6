import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainText } from './plain-text.js'

async function* inChunks(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0
  for (const size of sizes) {
    yield bytes.subarray(at, at + size)
    at += size
  }
  yield bytes.subarray(at)
}

async function read(bytes: Buffer, sizes: readonly number[] = []): Promise<string> {
  let text = ''
  // Each chunk is decoded alone: a character torn in two would not survive.
  for await (const chunk of plainText(inChunks(bytes, sizes), 'hosts.csv')) text += chunk.toString('utf8')
  return text
}

describe('plainText', () => {
  it('passes any text on, wherever the chunks end', async () => {
    const anyText = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', ''))
    await fc.assert(
      fc.asyncProperty(anyText, fc.array(fc.nat(5), { maxLength: 30 }), async (text, sizes) => {
        expect(await read(Buffer.from(text), sizes)).toBe(text)
      }),
    )
  })

  it.each([
    ['Latin 1', Buffer.from('web1\nZ\xfcrich\n', 'latin1'), 2, 'the bytes fc726963'],
    ['a character cut off at the end', Buffer.from('web1\nweb2\n🦎').subarray(0, 12), 3, 'the bytes f09f'],
    ['a byte that never occurs', Buffer.from([0x61, 0x0a, 0x0a, 0xff, 0x61]), 3, 'the bytes ff61'],
  ])('names the line of %s', async (_kind, bytes, line, received) => {
    await expect(read(bytes)).rejects.toMatchObject({
      code: 'source.not-utf8',
      message: `hosts.csv: line ${line} is not UTF-8 text`,
      received,
      details: { line },
    })
    await expect(read(bytes, [1, 1, 1, 1])).rejects.toMatchObject({ details: { line } })
  })

  it('names the line of a NUL byte', async () => {
    await expect(read(Buffer.from('a\nb\nc\0d'), [3])).rejects.toMatchObject({
      code: 'source.nul-byte',
      message: 'hosts.csv: line 3 contains a NUL byte',
    })
  })
})
