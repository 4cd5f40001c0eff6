import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { isAlive, markThisProcess, parseProcessStat, pidOf } from './process-mark.js'

const tail = '1 1 1 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 98765 0 0'

describe('parseProcessStat', () => {
  it.each([
    ['a plain name', `12 (node) S ${tail}`, { state: 'S', startTicks: '98765' }],
    ['a name with blanks and brackets', `12 (a) Z (b) R ${tail}`, { state: 'R', startTicks: '98765' }],
    ['a dead process nobody waited for', `12 (postgres) Z ${tail}`, { state: 'Z', startTicks: '98765' }],
    ['nothing', '', undefined],
    ['a cut line', '12 (node) S 1 1', undefined],
  ])('reads %s', (_, text, expected) => {
    expect(parseProcessStat(text)).toEqual(expected)
  })
})

describe('process marks', () => {
  it('names this process, differently every time', async () => {
    const [first, second] = [await markThisProcess(), await markThisProcess()]
    expect(pidOf(first)).toBe(process.pid)
    expect(first).not.toBe(second)
    expect(await isAlive(first)).toBe(true)
  })

  it('takes another process with the same pid for a dead one', async () => {
    const other = (await markThisProcess()).replace(/-\d+-/, '-1-')
    expect(await isAlive(other)).toBe(process.platform !== 'linux')
  })

  it('takes an ended process for a dead one', async () => {
    const child = spawn(process.execPath, ['-e', ''])
    await once(child, 'exit')
    expect(await isAlive(`${child.pid}-0-00000000`)).toBe(false)
  })

  it.each(['', 'README', '12', '12-3', '12-3-xyz', '.nfs0001'])(
    'does not take %j for a mark',
    async (name) => {
      expect(pidOf(name)).toBeUndefined()
      expect(await isAlive(name)).toBe(false)
    },
  )
})
