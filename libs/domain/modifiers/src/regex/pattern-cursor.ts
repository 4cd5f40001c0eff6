import { patternError } from './delimited-pattern.js'

/** Reads a pattern from left to right, by characters (`u` flag) or by bytes. */
export class PatternCursor {
  position = 0
  private readonly characters: readonly string[]

  /** @param source the pattern; without the `u` flag already one character per byte */
  constructor(
    source: string,
    readonly unicode: boolean,
    private readonly whole: string,
  ) {
    this.characters = unicode ? [...source] : source.split('')
  }

  get atEnd(): boolean {
    return this.position >= this.characters.length
  }

  peek(offset = 0): string {
    return this.characters[this.position + offset] ?? ''
  }

  next(): string {
    const character = this.peek()
    this.position += 1
    return character
  }

  /** Takes a text if it stands here. */
  take(text: string): boolean {
    if (!this.looksAt(text)) return false
    this.position += text.length
    return true
  }

  looksAt(text: string): boolean {
    return this.characters.slice(this.position, this.position + text.length).join('') === text
  }

  /** Takes what an expression matches here; the expression must start with `^`. */
  match(expression: RegExp): RegExpExecArray | null {
    const found = expression.exec(this.characters.slice(this.position, this.position + 80).join(''))
    if (found !== null) this.position += [...found[0]].length
    return found
  }

  /** What an expression matches here, without taking it. */
  looksAtMatch(expression: RegExp): string | undefined {
    return expression.exec(this.characters.slice(this.position, this.position + 80).join(''))?.[0]
  }

  /** Takes everything up to a text and the text itself; to the end when it does not come. */
  skipPast(text: string): string {
    let taken = ''
    while (!this.atEnd && !this.looksAt(text)) taken += this.next()
    this.position += text.length
    return taken
  }

  refuse(expected: string): never {
    throw patternError(
      this.whole,
      `${expected} at position ${this.position + 1}`,
      this.peek() === '' ? 'the end' : this.peek(),
    )
  }
}
