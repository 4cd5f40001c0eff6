import type { PatternFlags } from './delimited-pattern.js'

/** A pattern for JavaScript's engine, with the way back to the original's group numbers. */
export interface TranslatedPattern {
  readonly source: string
  /** The same pattern, refusing matches of no length; its one additional group comes first. */
  readonly nonEmptySource: string
  /** Position of each original group among the engine's groups; index 0 is the whole match. */
  readonly groups: readonly number[]
  /** Whether every match is at least one character long. */
  readonly neverEmpty: boolean
}

/** Flags that may change in mid-pattern, as `(?i)` does. */
export type Options = Pick<
  PatternFlags,
  'ignoreCase' | 'multiline' | 'dotAll' | 'extended' | 'dollarEndOnly' | 'ungreedy'
>

interface Piece {
  readonly text: string
  /** Least number of characters it matches. */
  readonly width: number
  readonly canRepeat: boolean
}

interface Frame {
  readonly opening: string
  readonly closing: string
  readonly isAssertion: boolean
  readonly outerOptions: Options
  readonly branches: Piece[][]
}

/** The groups open at the current place of a pattern, with what was translated so far. */
export class GroupStack {
  options: Options
  groupCount = 0
  private readonly names = new Map<string, number>()
  private helperCount = 0
  private readonly frames: Frame[]

  constructor(flags: PatternFlags) {
    this.options = flags
    this.frames = [{ opening: '', closing: '', isAssertion: false, outerOptions: flags, branches: [[]] }]
  }

  get depth(): number {
    return this.frames.length - 1
  }

  addAtom(text: string, width: number): void {
    this.branch.push({ text, width, canRepeat: true })
  }

  addAssertion(text: string): void {
    this.branch.push({ text, width: 0, canRepeat: true })
  }

  startBranch(): void {
    this.frame.branches.push([])
  }

  /** `\K`: what matched so far must be there but does not belong to the match. */
  forgetBranch(): void {
    const text = this.branch.map((piece) => piece.text).join('')
    this.branch.splice(0, this.branch.length, { text: `(?<=${text})`, width: 0, canRepeat: false })
  }

  open(opening: string, options: { readonly isAssertion?: boolean; readonly closing?: string } = {}): void {
    const { isAssertion = false, closing = ')' } = options
    this.frames.push({ opening, closing, isAssertion, outerOptions: this.options, branches: [[]] })
  }

  /** Opens a capturing group; false when the name is taken. */
  openCapture(name?: string): boolean {
    this.groupCount += 1
    if (name !== undefined) {
      if (this.names.has(name)) return false
      this.names.set(name, this.groupCount)
    }
    this.open(`(?<g${this.groupCount}>`)
    return true
  }

  /** Opens an atomic group: what it matched is never tried again in another way. */
  openAtomic(): void {
    this.helperCount += 1
    this.open(`(?=(?<a${this.helperCount}>`, { closing: `))\\k<a${this.helperCount}>` })
  }

  close(): void {
    const frame = this.frames.pop()
    if (frame === undefined) return
    const { text, width } = joinBranches(frame)
    this.options = frame.outerOptions
    const closed = `${frame.opening}${text}${frame.closing}`
    const isCompound = frame.closing !== ')' || frame.isAssertion
    this.branch.push({
      text: isCompound ? `(?:${closed})` : closed,
      width: frame.isAssertion ? 0 : width,
      canRepeat: true,
    })
  }

  /** Repeats the last piece; false when there is none. */
  quantify(text: string, least: number, greed: string | undefined): boolean {
    const piece = this.branch.pop()
    if (piece === undefined || !piece.canRepeat) return false
    const isLazy = (greed === '?') !== this.options.ungreedy
    const repeated = `${piece.width === 0 ? `(?:${piece.text})` : piece.text}${text}`
    this.branch.push({
      text: greed === '+' ? this.atomic(repeated) : `${repeated}${isLazy ? '?' : ''}`,
      width: piece.width * least,
      canRepeat: false,
    })
    return true
  }

  /** A back reference by number, relative number or name; false when there is no such group yet. */
  addBackReference(reference: string): boolean {
    const number = /^[+-]?\d+$/.test(reference) ? Number(reference) : (this.names.get(reference) ?? 0)
    const group = reference.startsWith('-') ? this.groupCount + 1 + number : number
    if (group < 1 || group > this.groupCount) return false
    this.addAssertion(`\\k<g${group}>`)
    return true
  }

  /** The whole pattern; all groups must be closed. */
  finish(): { readonly text: string; readonly width: number } {
    return joinBranches(this.frame)
  }

  private atomic(text: string): string {
    this.helperCount += 1
    return `(?:(?=(?<a${this.helperCount}>${text}))\\k<a${this.helperCount}>)`
  }

  private get frame(): Frame {
    const frame = this.frames.at(-1)
    if (frame === undefined) throw new RangeError('no group is open')
    return frame
  }

  private get branch(): Piece[] {
    const branch = this.frame.branches.at(-1)
    if (branch === undefined) throw new RangeError('no branch is open')
    return branch
  }
}

function joinBranches(frame: Frame): { readonly text: string; readonly width: number } {
  const widths = frame.branches.map((branch) => branch.reduce((sum, piece) => sum + piece.width, 0))
  const texts = frame.branches.map((branch) => branch.map((piece) => piece.text).join(''))
  return { text: texts.join('|'), width: Math.min(...widths) }
}

/** Turns the names of our groups into numbers, which our engine handles faster. */
export function finishTranslation(stack: GroupStack): TranslatedPattern {
  const { text, width } = stack.finish()
  const order = groupOrder(text)
  return {
    source: numbered(text),
    nonEmptySource: numbered(`(?=(?<a0>[\\s\\S]*))(?:${text})(?!\\k<a0>(?![\\s\\S]))`),
    groups: Array.from({ length: stack.groupCount + 1 }, (_item, group) => order.indexOf(`g${group}`) + 1),
    neverEmpty: width > 0,
  }
}

function groupOrder(text: string): readonly (string | undefined)[] {
  return [...text.matchAll(/\(\?<([ga]\d+)>/g)].map((found) => found[1])
}

function numbered(text: string): string {
  const order = groupOrder(text)
  return text
    .replace(/\(\?<[ga]\d+>/g, '(')
    .replace(/\\k<([ga]\d+)>/g, (_reference, name: string) => `(?:\\${order.indexOf(name) + 1})`)
}
