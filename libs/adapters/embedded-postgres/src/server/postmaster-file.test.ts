import { describe, expect, it } from 'vitest'
import { parsePostmasterFile, parsePreviousPort } from './postmaster-file.js'

describe('parsePostmasterFile', () => {
  it.each([
    [
      'a server that accepts connections',
      '4711\n/home/postgres\n1764000000\n40213\n\n127.0.0.1\n  5243014         3\nready   \n',
      { pid: 4711, port: 40213, status: 'ready' },
    ],
    [
      'a server in its first moments',
      '4711\n/home/postgres\n1764000000\n40213\n\n',
      { pid: 4711, port: 40213, status: undefined },
    ],
    ['a file cut after the pid', '4711', { pid: 4711, port: undefined, status: undefined }],
    ['a single-user server', '-4711\n/home/postgres\n', undefined],
    ['an empty file', '', undefined],
    ['garbage', 'not a pid\n', undefined],
  ])('reads %s', (_, text, expected) => {
    expect(parsePostmasterFile(text)).toEqual(expected)
  })
})

describe('parsePreviousPort', () => {
  it.each([
    ['/opt/bin/postgres "-D" "/home/postgres" "-p" "40213" "-c" "listen_addresses=127.0.0.1"\n', 40213],
    ['/opt/bin/postgres "-D" "/home/postgres"\n', undefined],
    ['', undefined],
  ])('reads %j', (text, expected) => {
    expect(parsePreviousPort(text)).toBe(expected)
  })
})
