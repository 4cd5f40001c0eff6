import { AppError, nearestName } from '@director/errors'
import { Assembler } from 'stream-json/core/assembler.js'
import type { Token } from 'stream-json/core/parser.js'
import { checkColumnCount, MAX_DEPTH } from '../../files/row-size.js'

/** A list or object that is entered because something that is wanted lies in it. */
interface Level {
  readonly layout: 'list' | 'object'
  /** Of the value that comes next: its name, or its position in a list. */
  name: string
  position: number
  /** For the message when nothing is found; the first ones only. */
  readonly names: string[]
}

const NAMES_SHOWN = 30

/**
 * Walks once through the tokens of an answer and picks out the rows and, wherever it stands, the value that leads to
 * the next page. Nothing else is kept.
 *
 * @see Director: a list gives rows; of an object the values do, its names are lost; a missing property fails
 */
export class AnswerWalk {
  /** Elements of the list, or values of the object, found since they were last taken out. */
  readonly found: unknown[] = []
  /** What stands at `nextPath`; undefined when nothing does. */
  next: unknown
  private readonly levels: Level[] = []
  private assembler: Assembler | undefined
  private assembling: 'row' | 'next' = 'row'
  private columns = 0
  private skippedDepth = 0
  private foundRows = false
  private deepest: { readonly depth: number; readonly names: readonly string[] } = { depth: -1, names: [] }

  constructor(
    private readonly place: string,
    private readonly rowsPath: readonly string[],
    private readonly nextPath: readonly string[] | undefined,
    /** Rows that were taken out, and those of the answers before. */
    private readonly rowsBefore: () => number,
  ) {}

  /** True while a value is put together: its size counts. */
  get isAssembling(): boolean {
    return this.assembler !== undefined
  }

  /** @throws AppError `source.not-rows` when something else stands where the rows should */
  take(token: Token): void {
    if (this.assembler !== undefined) return this.assemble(this.assembler, token)
    if (this.skippedDepth > 0) {
      this.skippedDepth += depthChange(token)
      return
    }
    if (token.name === 'keyValue') return this.enterName(token.value)
    if (token.name === 'endObject' || token.name === 'endArray') return this.leaveLevel()
    this.beginValue(token)
  }

  /** @throws AppError `source.missing-property` when the answer ended without the place of the rows */
  end(): void {
    if (this.foundRows) return
    const { depth, names } = this.deepest
    const missing = this.rowsPath[Math.max(0, depth)] ?? ''
    const nearest = nearestName(missing, names)
    throw new AppError('source.missing-property', `${this.place}: the answer has no property "${missing}"`, {
      expected: `rows at ${this.rowsPath.join(' → ')}${nearest === undefined ? '' : `; "${nearest}"?`}`,
      received: names.length === 0 ? 'no properties there' : `the properties ${names.join(', ')}`,
      remedy: 'Correct extractProperty in the settings of the import source',
      details: { property: missing, available: names },
    })
  }

  private enterName(name: string): void {
    const level = this.levels.at(-1)
    if (level === undefined) return
    level.name = name
    if (level.names.length < NAMES_SHOWN) level.names.push(name)
  }

  private leaveLevel(): void {
    const level = this.levels.pop()
    const depth = this.levels.length
    if (level !== undefined && depth > this.deepest.depth && this.isAbove(this.rowsPath)) {
      this.deepest = { depth, names: level.names }
    }
  }

  private beginValue(token: Token): void {
    const level = this.levels.at(-1)
    if (level?.layout === 'list') this.enterName(String(level.position++))
    const isContainer = token.name === 'startObject' || token.name === 'startArray'
    if (this.levels.length > this.rowsPath.length && this.isAbove(this.rowsPath))
      return this.begin('row', token)
    if (this.isAt(this.rowsPath)) {
      if (!isContainer) throw this.notRows(token)
      this.foundRows = true
      return this.openLevel(token)
    }
    if (this.nextPath !== undefined && this.isAt(this.nextPath)) return this.begin('next', token)
    if (!isContainer) return this.passScalar(token)
    if (this.isAbove(this.rowsPath) || (this.nextPath !== undefined && this.isAbove(this.nextPath)))
      this.openLevel(token)
    else this.skippedDepth = 1
  }

  private passScalar(token: Token): void {
    if (this.isAbove(this.rowsPath)) throw this.notRows(token)
  }

  private openLevel(token: Token): void {
    const layout = token.name === 'startArray' ? 'list' : 'object'
    this.levels.push({ layout, name: '', position: 0, names: [] })
  }

  private begin(what: 'row' | 'next', token: Token): void {
    this.assembling = what
    this.assembler = new Assembler()
    this.columns = 0
    this.assemble(this.assembler, token)
  }

  private assemble(assembler: Assembler, token: Token): void {
    assembler.consume(token)
    if (!assembler.done) {
      // Counted while they come: a million of them would fill the memory first.
      if (token.name === 'keyValue' && assembler.depth === 1)
        checkColumnCount(++this.columns, this.rowPlace())
      if (assembler.depth > MAX_DEPTH) throw tooDeep(this.rowPlace())
      return
    }
    this.assembler = undefined
    if (this.assembling === 'row') this.found.push(assembler.current)
    else this.next = assembler.current
  }

  private rowPlace(): string {
    return `${this.place}: row ${this.rowsBefore() + this.found.length + 1}`
  }

  private isAt(path: readonly string[]): boolean {
    return path.length === this.levels.length && this.isAbove(path)
  }

  /** Whether the value that comes next is at the path, or above it. */
  private isAbove(path: readonly string[]): boolean {
    return this.levels.every((level, depth) => depth >= path.length || level.name === path[depth])
  }

  private notRows(token: Token): AppError {
    const where = this.rowsPath.length === 0 ? 'the answer' : `the property "${this.rowsPath.join('.')}"`
    return new AppError('source.not-rows', `${this.place}: ${where} holds no rows`, {
      expected: 'a list of objects, or an object whose values are the rows',
      received: 'value' in token ? String(JSON.stringify(token.value)).slice(0, 60) : token.name,
      remedy: 'Correct url or extractProperty in the settings of the import source',
    })
  }
}

// Whoever walks through such a value later would run out of stack.
function tooDeep(place: string): AppError {
  return new AppError('source.too-deep', `${place} is nested too deeply`, {
    expected: `at most ${MAX_DEPTH} levels in a row`,
    remedy: 'Leave out the nested property, or correct extractProperty in the settings of the import source',
  })
}

function depthChange({ name }: Token): number {
  if (name === 'startObject' || name === 'startArray') return 1
  return name === 'endObject' || name === 'endArray' ? -1 : 0
}
