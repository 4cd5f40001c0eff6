import type { TranslatedPattern } from './group-stack.js'
import type { ReplacementPart } from './replacement.js'

/** Finds all matches of a translated pattern in the order and number PCRE finds them. */
export class MatchFinder {
  private readonly once: RegExp
  private readonly all: RegExp
  private readonly nonEmptyHere: RegExp

  constructor(
    private readonly pattern: TranslatedPattern,
    private readonly unicode: boolean,
    private readonly anchored: boolean,
  ) {
    const mode = unicode ? 'v' : ''
    this.once = new RegExp(anchored ? `(?<![\\s\\S])(?:${pattern.source})` : pattern.source, mode)
    this.all = new RegExp(pattern.source, `${anchored ? 'y' : 'g'}${mode}`)
    this.nonEmptyHere = new RegExp(pattern.nonEmptySource, `y${mode}`)
  }

  test(subject: string): boolean {
    return this.once.test(subject)
  }

  /** Makes a replacement ready; the result is undefined when nothing matched. */
  replacer(parts: readonly ReplacementPart[]): (subject: string) => string | undefined {
    const { groups, neverEmpty } = this.pattern
    if (neverEmpty && !this.anchored) {
      const template = parts.map((part) =>
        typeof part === 'string' ? part.replaceAll('$', '$$$$') : reference(part, groups),
      )
      const joined = template.join('')
      return (subject) => {
        const replaced = subject.replace(this.all, joined)
        return replaced !== subject || this.once.test(subject) ? replaced : undefined
      }
    }
    return (subject) => {
      let result = ''
      let end = 0
      let matched = false
      for (const match of this.matches(subject)) {
        matched = true
        result += subject.slice(end, match.start)
        for (const part of parts) result += typeof part === 'string' ? part : match.group(part)
        end = match.end
      }
      return matched ? result + subject.slice(end) : undefined
    }
  }

  /** The parts between matches, without empty ones. */
  split(subject: string): readonly string[] {
    const parts: string[] = []
    let end = 0
    for (const match of this.matches(subject)) {
      if (match.start > end) parts.push(subject.slice(end, match.start))
      end = match.end
    }
    if (end < subject.length) parts.push(subject.slice(end))
    return parts
  }

  /** After a match of no length, PCRE looks at the same place for a longer one before it moves on. */
  private *matches(subject: string): Generator<Match> {
    let position = 0
    let afterEmpty = false
    while (position <= subject.length) {
      const expression: RegExp = afterEmpty ? this.nonEmptyHere : this.all
      expression.lastIndex = position
      const found: RegExpExecArray | null = expression.exec(subject)
      if (found !== null && !(afterEmpty && found[0] === '')) {
        const end = found.index + found[0].length
        yield matchOf(found, end, this.pattern.groups, afterEmpty ? 1 : 0)
        position = end
        afterEmpty = found[0] === ''
      } else if (afterEmpty) {
        position += this.unicode && (subject.codePointAt(position) ?? 0) > 0xffff ? 2 : 1
        afterEmpty = false
      } else return
    }
  }
}

interface Match {
  readonly start: number
  readonly end: number
  readonly group: (number: number) => string
}

function matchOf(found: RegExpExecArray, end: number, groups: readonly number[], shift: number): Match {
  return {
    start: found.index,
    end,
    group: (number) => {
      const index = groups[number]
      return index === undefined ? '' : (found[index === 0 ? 0 : index + shift] ?? '')
    },
  }
}

/** A group in our engine's replacement notation; groups that do not exist are empty. */
function reference(group: number, groups: readonly number[]): string {
  const index = groups[group]
  if (index === undefined) return ''
  return index === 0 ? '$&' : `$${String(index).padStart(2, '0')}`
}
