import { bytesOf, decodeText, isAscii, textOf, type Value } from '@director/filters'
import { AppError } from '@director/errors'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { prepared, textSetting } from '../settings/stored-settings.js'

const WHITE_SPACE = ' \t\n\r\0\v'

const Settings = z.object({
  trim_method: z.enum(['trim', 'ltrim', 'rtrim']).meta({
    title: 'Trim method',
    description: 'Trim at both ends (trim), at the beginning (ltrim) or at the end (rtrim)',
  }),
  character_mask: textSetting({
    title: 'Characters',
    description: 'Characters to remove, `a..z` for a range; left empty: white space and NUL',
  }).transform(prepared(parseMask)),
})

/** Removes characters at the ends of a text. */
export const trim = defineModifier({
  type: 'director.trim',
  title: 'Trim',
  description: 'Removes white space or other characters at the beginning, the end or both',
  shape: 'value',
  settings: Settings,
  apply: (value, { trim_method: method, character_mask: mask }) => {
    if (value === null) return null
    const text = value instanceof Uint8Array ? undefined : textOf(value)
    if (text !== undefined && (mask.onlyAscii || isAscii(text))) {
      const [start, end] = bounds(text.length, (index) => mask.codes.has(text.charCodeAt(index)), method)
      return text.slice(start, end)
    }
    return trimBytes(bytesOf(value), mask.codes, method)
  },
})

interface Mask {
  readonly codes: ReadonlySet<number>
  readonly onlyAscii: boolean
}

type Method = z.output<typeof Settings>['trim_method']

function trimBytes(bytes: Uint8Array, codes: ReadonlySet<number>, method: Method): Value {
  const [start, end] = bounds(bytes.length, (index) => codes.has(bytes[index] ?? -1), method)
  return decodeText(bytes.subarray(start, end))
}

function bounds(
  length: number,
  isMasked: (index: number) => boolean,
  method: Method,
): readonly [number, number] {
  let start = 0
  let end = length
  if (method !== 'rtrim') while (start < end && isMasked(start)) start += 1
  if (method !== 'ltrim') while (end > start && isMasked(end - 1)) end -= 1
  return [start, end]
}

/** @see Director: PHP's masks; they list bytes, so an umlaut in a mask stands for its two bytes */
function parseMask(text: string): Mask {
  const bytes = bytesOf(text === '' || text === '0' ? WHITE_SPACE : text)
  const codes = new Set<number>()
  for (let index = 0; index < bytes.length; index += 1) {
    const code = bytes[index] ?? 0
    const last = bytes[index + 3]
    const isRange = bytes[index + 1] === 0x2e && bytes[index + 2] === 0x2e
    if (isRange && last !== undefined && last >= code) {
      for (let member = code; member <= last; member += 1) codes.add(member)
      index += 3
    } else if (code === 0x2e && bytes[index + 1] === 0x2e) {
      throw new AppError('modifier.mask', `"${text}" has a range that is incomplete or not ascending`, {
        expected: 'ranges such as a..z',
        received: text,
      })
    } else codes.add(code)
  }
  return { codes, onlyAscii: bytes.every((code) => code < 0x80) && [...codes].every((code) => code < 0x80) }
}
