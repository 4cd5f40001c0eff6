/**
 * Sets of characters for translated patterns: as bytes (0–255) without the `u` flag, as Unicode with it.
 *
 * Byte sets are computed and written out, Unicode sets are left to the engine (`v` flag).
 */
export type CharacterSet = ByteSet | UnicodeSet

/** All bytes a set contains. */
export interface ByteSet {
  readonly kind: 'bytes'
  readonly members: ReadonlySet<number>
}

/** Source text of a set, to stand inside `[…]`. */
export interface UnicodeSet {
  readonly kind: 'unicode'
  readonly source: string
}

/** The sets `\d`, `\w`, `\s`, `\h`, `\v`, `\N` and the POSIX classes stand for. */
const UNICODE_NAMED: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  w: '\\p{L}\\p{N}_',
  s: '\\t\\n\\v\\f\\r\\x85\\p{Z}\\u180e',
  h: '\\t\\p{Zs}\\u180e',
  v: '\\n\\v\\f\\r\\x85\\u2028\\u2029',
  alpha: '\\p{L}',
  lower: '\\p{Ll}',
  upper: '\\p{Lu}',
  alnum: '\\p{L}\\p{N}',
  digit: '\\p{Nd}',
  space: '\\t\\n\\v\\f\\r\\x85\\p{Z}\\u180e',
  blank: '\\t\\p{Zs}\\u180e',
  word: '\\p{L}\\p{N}_',
  punct: '\\p{P}$+<=>\\^`\\|~',
  cntrl: '\\p{Cc}',
  graph: '\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Cf}\\p{Co}',
  print: '\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Cf}\\p{Co}\\p{Zs}',
  xdigit: '0-9A-Fa-f',
  ascii: '\\x00-\\x7f',
}

const BYTES_NAMED: Readonly<Record<string, RegExp>> = {
  d: /[0-9]/,
  w: /[A-Za-z0-9_]/,
  s: /[\t\n\v\f\r ]/,
  h: /[\t \xa0]/,
  v: /[\n\v\f\r\x85]/,
  alpha: /[A-Za-z]/,
  lower: /[a-z]/,
  upper: /[A-Z]/,
  alnum: /[A-Za-z0-9]/,
  digit: /[0-9]/,
  space: /[\t\n\v\f\r ]/,
  blank: /[\t ]/,
  word: /[A-Za-z0-9_]/,
  punct: /[!-/:-@[-`{-~]/,
  // oxlint-disable-next-line no-control-regex
  cntrl: /[\0-\x1f\x7f]/,
  graph: /[!-~]/,
  print: /[ -~]/,
  xdigit: /[0-9A-Fa-f]/,
  ascii: /[\0-\x7f]/,
}

/** The set a class name or escape letter stands for; undefined when there is none of that name. */
export function namedSet(name: string, unicode: boolean, negated: boolean): CharacterSet | undefined {
  if (unicode) {
    const source = UNICODE_NAMED[name]
    return source === undefined ? undefined : { kind: 'unicode', source: negated ? `[^${source}]` : source }
  }
  const test = BYTES_NAMED[name]
  return test === undefined ? undefined : byteSet((code) => test.test(String.fromCharCode(code)) !== negated)
}

/** The set of a Unicode property such as `Lu`, `Greek` or `L&`; undefined when the engine does not know it. */
export function propertySet(name: string, unicode: boolean, negated: boolean): CharacterSet | undefined {
  const source = propertySource(name)
  if (source === undefined) return undefined
  if (unicode) return { kind: 'unicode', source: negated ? `[^${source}]` : source }
  const test = new RegExp(`[${source}]`, 'u')
  return byteSet((code) => test.test(String.fromCharCode(code)) !== negated)
}

function propertySource(name: string): string | undefined {
  const known: Readonly<Record<string, string>> = {
    'L&': '\\p{LC}',
    Xan: '\\p{L}\\p{N}',
    Xwd: '\\p{L}\\p{N}_',
    Xsp: '\\t\\n\\v\\f\\r\\x85\\p{Z}\\u180e',
    Xps: '\\t\\n\\v\\f\\r\\x85\\p{Z}\\u180e',
  }
  if (Object.hasOwn(known, name)) return known[name]
  return [`\\p{${name}}`, `\\p{Script=${name}}`].find(isUsable)
}

function isUsable(source: string): boolean {
  try {
    return new RegExp(source, 'u').source !== ''
  } catch {
    return false
  }
}

/** The bytes for which a test holds. */
export function byteSet(test: (code: number) => boolean): ByteSet {
  return { kind: 'bytes', members: new Set(Array.from({ length: 256 }, (_item, code) => code).filter(test)) }
}

/** Characters from one code to another; with `ignoreCase` their other-case forms too. */
export function rangeSet(from: number, to: number, unicode: boolean, ignoreCase: boolean): CharacterSet {
  if (!unicode) {
    return byteSet(
      (code) =>
        (code >= from && code <= to) ||
        (ignoreCase && otherCases(code, false).some((other) => other >= from && other <= to)),
    )
  }
  const others = new Set<number>()
  const last = ignoreCase ? Math.min(to, from + 0x2000) : from - 1
  for (let code = from; code <= last; code += 1) {
    for (const other of otherCases(code, true)) if (other < from || other > to) others.add(other)
  }
  const range = from === to ? escapeCode(from, true) : `${escapeCode(from, true)}-${escapeCode(to, true)}`
  return { kind: 'unicode', source: range + [...others].map((code) => escapeCode(code, true)).join('') }
}

/** Writes a set as `[…]`. */
export function printSet(sets: readonly CharacterSet[], negated: boolean): string {
  const bytes = new Set<number>()
  let source = ''
  for (const set of sets) {
    if (set.kind === 'unicode') source += set.source
    else for (const code of set.members) bytes.add(code)
  }
  if (sets.every((set) => set.kind === 'bytes'))
    return printBytes(byteSet((code) => bytes.has(code) !== negated))
  return `[${negated ? '^' : ''}${source}]`
}

function printBytes(set: ByteSet): string {
  const ranges: string[] = []
  for (let code = 0; code < 256; code += 1) {
    if (!set.members.has(code)) continue
    const first = code
    while (set.members.has(code + 1)) code += 1
    ranges.push(
      first === code ? escapeCode(first, false) : `${escapeCode(first, false)}-${escapeCode(code, false)}`,
    )
  }
  return ranges.length === 0 ? '(?!)' : `[${ranges.join('')}]`
}

/** One character, with `ignoreCase` in all its cases. */
export function printCharacter(code: number, unicode: boolean, ignoreCase: boolean): string {
  const others = ignoreCase ? otherCases(code, unicode) : []
  if (others.length === 0) return escapeCode(code, unicode)
  return `[${[code, ...others].map((member) => escapeCode(member, unicode)).join('')}]`
}

/** The other-case forms of a character; of bytes only ASCII letters have one. */
export function otherCases(code: number, unicode: boolean): readonly number[] {
  if (!unicode && !/[A-Za-z]/.test(String.fromCharCode(code))) return []
  const text = String.fromCodePoint(code)
  const forms = [
    text.toLowerCase(),
    text.toUpperCase(),
    text.toUpperCase().toLowerCase(),
    text.toLowerCase().toUpperCase(),
  ]
  const codes = forms.filter((form) => [...form].length === 1).map((form) => form.codePointAt(0) ?? code)
  return [...new Set(codes)].filter((other) => other !== code)
}

function escapeCode(code: number, unicode: boolean): string {
  const text = String.fromCodePoint(code)
  if (/[A-Za-z0-9]/.test(text)) return text
  if (code < 256) return `\\x${code.toString(16).padStart(2, '0')}`
  return unicode ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`
}
