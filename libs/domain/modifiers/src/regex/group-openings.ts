import type { GroupStack, Options } from './group-stack.js'
import type { PatternCursor } from './pattern-cursor.js'

const ASSERTIONS: Readonly<Record<string, string>> = { '=': '(?=', '!': '(?!', '<=': '(?<=', '<!': '(?<!' }

/** Reads what follows an opening parenthesis, up to where the group's content starts. */
export function readGroup(cursor: PatternCursor, stack: GroupStack): void {
  if (cursor.peek() === '*') cursor.refuse('no control verb (these are not supported)')
  if (!cursor.take('?')) {
    stack.openCapture()
    return
  }
  if (cursor.take('#')) {
    cursor.skipPast(')')
    return
  }
  const name = cursor.match(/^(?:P?<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)')/)
  if (name !== null) {
    if (!stack.openCapture(name[1] ?? name[2])) cursor.refuse('every group name only once')
    return
  }
  const assertion = cursor.match(/^(?:<=|<!|=|!)/)
  if (assertion !== null) stack.open(ASSERTIONS[assertion[0]] ?? '(?:', { isAssertion: true })
  else if (cursor.take('>')) stack.openAtomic()
  else if (!readNamedReference(cursor, stack)) readOptions(cursor, stack)
}

/** `(?P=name)` is a back reference in disguise. */
function readNamedReference(cursor: PatternCursor, stack: GroupStack): boolean {
  const reference = cursor.match(/^P=(\w+)\)/)
  if (reference === null) return false
  if (!stack.addBackReference(reference[1] ?? ''))
    cursor.refuse('a group of that name before its back reference')
  return true
}

/** `(?i)`, `(?s-m:…)`, `(?:…)`. */
function readOptions(cursor: PatternCursor, stack: GroupStack): void {
  const letters = cursor.match(/^(\^?)([imsxUJ]*)(?:-([imsxU]*))?([:)])/)
  if (letters === null) cursor.refuse('a kind of group that is supported (recursion and conditions are not)')
  const [, reset, on = '', off = '', sign] = letters
  const outer = stack.options
  const base =
    reset === '^' ? { ...outer, ignoreCase: false, multiline: false, dotAll: false, extended: false } : outer
  const options = changed(base, on, off)
  if (sign === ':') stack.open('(?:')
  stack.options = options
}

function changed(options: Options, on: string, off: string): Options {
  const value = (letter: string, before: boolean): boolean =>
    (on.includes(letter) || before) && !off.includes(letter)
  return {
    ignoreCase: value('i', options.ignoreCase),
    multiline: value('m', options.multiline),
    dotAll: value('s', options.dotAll),
    extended: value('x', options.extended),
    ungreedy: value('U', options.ungreedy),
    dollarEndOnly: options.dollarEndOnly,
  }
}
