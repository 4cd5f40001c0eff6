import { describe, expect, it } from 'vitest'
import { compilePhpRegex } from './php-regex.js'

describe('compilePhpRegex', () => {
  it.each([
    ['/^a.c$/', 'abc', true],
    ['/^a.c$/', 'abc\n', true],
    ['/^a.c$/D', 'abc\n', false],
    ['/^b/m', 'a\nb', true],
    ['/a.b/', 'a\nb', false],
    ['/a.b/s', 'a\nb', true],
    ['/ABC/i', 'xabcx', true],
    ['/É/iu', 'é', true],
    ['/É/i', 'é', false],
    ['/^..$/', 'ü', true],
    ['/^.$/u', 'ü', true],
    ['/^\\w+$/', 'ü', false],
    ['/^\\w+$/u', 'ü', true],
    ['/\\bfoo\\b/u', 'ä foo ä', true],
    ['/[[:alpha:]]+\\d/', 'ab1', true],
    ['/^[^\\W_]+$/u', 'aé', true],
    ['/^\\p{Lu}\\p{Ll}+$/u', 'Äpfel', true],
    ['/(\\w)\\1/', 'hello', true],
    ['/(?<x>a)(?P=x)/', 'aa', true],
    ['/(?<=a)b/', 'ab', true],
    ['/a++a/', 'aaa', false],
    ['/(?>a|ab)c/', 'abc', false],
    ['/(?i)a(?-i)b/', 'Ab', true],
    ['/(?i)a(?-i)b/', 'AB', false],
    ['/a b # comment/x', 'ab', true],
    ['/\\Qa.b\\E/', 'axb', false],
    ['/^\\x41\\101\\x{42}$/', 'AAB', true],
    ['/[]a]/', ']', true],
    ['/b\\Z/', 'b\n', true],
    ['/b\\z/', 'b\n', false],
    ['/b/A', 'ab', false],
    ['{a{2}}', 'aa', true],
  ])('%s on %j: %j', (pattern, subject, expected) => {
    expect(compilePhpRegex(pattern).test(subject)).toBe(expected)
  })

  it.each([
    ['/x*/', '-', 'axb', '-a--b-'],
    ['/|a/', '-', 'ab', '---b-'],
    ['/(a)(b)?/', '[$2|$1]', 'aab', '[|a][b|a]'],
    ['/a/A', 'x', 'aab', 'xxb'],
    ['/foo\\Kbar/', '!', 'foobar', 'foo!'],
    ['/a/', '$0\\0\\\\$', 'a', 'aa\\$'],
    ['/.+/U', 'x', 'ab', 'xx'],
  ])('%s replaced by %j turns %j into %j', (pattern, replacement, subject, expected) => {
    expect(compilePhpRegex(pattern).replacer(replacement)(subject)).toEqual({
      value: expected,
      matched: true,
    })
  })

  it('works on bytes without the u flag, and gives bytes where no text is left', () => {
    expect(compilePhpRegex('/\\xa4/').replacer('')('ä')).toEqual({
      value: Uint8Array.of(0xc3),
      matched: true,
    })
    expect(compilePhpRegex('/./u').replacer('')(Uint8Array.of(0xff))).toEqual({ value: null, matched: false })
  })

  it.each([
    'nodelim',
    '/open',
    '/bad(/',
    '/a)/',
    '/*a/',
    '/[z-a]/',
    '/[a/',
    '/a/e',
    '/(?R)/',
    '/[\\w-.]/',
    '/\\p{Foo}/u',
    '',
  ])('refuses %j and says where', (pattern) => {
    expect(() => compilePhpRegex(pattern)).toThrowError(expect.objectContaining({ code: 'modifier.pattern' }))
  })
})
