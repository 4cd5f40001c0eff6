import { expect, it } from 'vitest'
import { excerptOf } from './explain-status.js'
import { Redaction } from './redaction.js'

it('hides secrets in every form they travel in, the longer before the shorter', () => {
  const redaction = new Redaction()
  for (const secret of ['p ss/w', 'p ss/word', undefined, 'abc']) redaction.add(secret)
  const encoded = Buffer.from('p ss/word').toString('base64')
  expect(redaction.apply(`abc p ss/word p%20ss%2Fword ${encoded} p ss/w`)).toBe('abc … … … …')
})

it.each([
  ['<html><head><title>Sign\n in</title></head>x', 'Sign in'],
  ['a\u0000\u001b[31m b\n\n c', 'a [31m b c'],
  ['x'.repeat(300), `${'x'.repeat(199)}…`],
])('shows of %j one short line', (text, expected) => {
  expect(excerptOf(text)).toBe(expected)
})
