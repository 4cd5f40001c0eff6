import { describe, expect, it } from 'vitest'
import { readObjectFile } from './object-file.js'

describe('readObjectFile', () => {
  it.each([
    ['one object', 'type: Host\nname: a\n', [{ type: 'Host', name: 'a' }]],
    [
      'a list',
      '- {type: Host, name: a}\n- {type: Host, name: b}\n',
      [
        { type: 'Host', name: 'a' },
        { type: 'Host', name: 'b' },
      ],
    ],
    ['several documents', '---\nname: a\n---\n---\n- name: b\n', [{ name: 'a' }, { name: 'b' }]],
    ['JSON', '[{"name": "a"}]', [{ name: 'a' }]],
  ])('reads %s', (_title, text, values) => {
    expect(readObjectFile(text, 'objects.yaml')).toEqual(values)
  })

  it('names file, line and column of a syntax error', () => {
    expect(() => readObjectFile('name: a\n  b: [1\n', 'objects.yaml')).toThrow(
      expect.objectContaining({
        code: 'object-file.syntax',
        message: expect.stringMatching(/^objects\.yaml: .* at line \d+, column \d+/),
      }),
    )
  })

  it.each(['', '# nothing\n', '---\n---\n'])('refuses a file without objects: %j', (text) => {
    expect(() => readObjectFile(text, 'x')).toThrow(expect.objectContaining({ code: 'object-file.empty' }))
  })
})
