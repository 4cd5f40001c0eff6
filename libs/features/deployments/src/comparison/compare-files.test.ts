import { describe, expect, it } from 'vitest'
import { checksumOf } from '../rendering/checksum.js'
import { compareFiles } from './compare-files.js'

describe('compareFiles', () => {
  it('tells added, changed and removed files in the order of their paths', () => {
    const before = [aFile('b.conf', 'one\ntwo\n'), aFile('c.conf', 'gone\n'), aFile('same.conf', 'same\n')]
    const after = [aFile('a.conf', 'new\n'), aFile('b.conf', 'one\n2\n'), aFile('same.conf', 'same\n')]
    expect(compareFiles(before, after).map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      'added a.conf',
      'changed b.conf',
      'removed c.conf',
    ])
  })

  it('writes unified diffs that patch and git understand', () => {
    const [difference] = compareFiles([aFile('b.conf', 'one\ntwo\n')], [aFile('b.conf', 'one\n2\n')])
    expect(difference?.patch).toContain('--- a/b.conf\n+++ b/b.conf\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n')
    expect(compareFiles([], [aFile('a.conf', 'new\n')])[0]?.patch).toContain('--- /dev/null\n+++ b/a.conf\n')
  })

  it('finds nothing in equal trees', () => {
    expect(compareFiles([aFile('a', 'x')], [aFile('a', 'x')])).toEqual([])
  })
})

function aFile(path: string, content: string) {
  return { path, content, checksum: checksumOf(content) }
}
