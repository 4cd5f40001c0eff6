import { AppError, problemLine, type Problem } from '@director/errors'
import type { IcingaObject } from '@director/icinga-objects'
import { renderObject } from '../objects/render-object.js'
import { compareBytes } from '../values/byte-order.js'
import { checkObject, placeOf } from './check-object.js'
import { pathOf, type ConfigurationLayout } from './layout.js'
import { inheritedValue, type TemplateCatalogue } from './template-catalogue.js'

/** One file of a configuration; the path is relative, with `/`. */
export interface ConfigurationFile {
  readonly path: string
  readonly content: string
}

/** All files, sorted by path, and how many objects and templates they define (disabled ones do not count). */
export interface RenderedConfiguration {
  readonly files: readonly ConfigurationFile[]
  readonly objectCount: number
}

interface Piece {
  readonly name: string
  readonly text: string
}

const SHOWN_PROBLEMS = 10

/**
 * Collects rendered objects, in any order, into files. The result depends on the objects only: pieces of a file are
 * sorted by the bytes of their names, files by path.
 */
export class ConfigurationBuilder {
  private readonly pieces = new Map<string, Piece[]>()
  private readonly problems: Problem[] = []
  private objectCount = 0

  constructor(
    private readonly layout: ConfigurationLayout,
    private readonly templates: TemplateCatalogue,
  ) {}

  /** Renders an object; external ones are Icinga's own business and skipped. */
  add(object: IcingaObject): void {
    if (object.kind === 'external') return
    const lineage = this.checkedLineageOf(object)
    if (lineage === undefined) return
    const path = pathOf(object, zoneOf(lineage), this.layout)
    const piece = { name: object.name, text: renderObject(object) }
    const pieces = this.pieces.get(path)
    if (pieces === undefined) this.pieces.set(path, [piece])
    else pieces.push(piece)
    if (!object.disabled) this.objectCount++
  }

  /**
   * The configuration.
   *
   * @throws AppError `config.invalid`, naming the objects, when Icinga would refuse it
   */
  finish(): RenderedConfiguration {
    if (this.problems.length > 0) throw invalidConfiguration(this.problems)
    const paths = [...this.pieces.keys()].sort(compareBytes)
    return {
      files: paths.map((path) => ({ path, content: contentOf(this.pieces.get(path) ?? []) })),
      objectCount: this.objectCount,
    }
  }

  private checkedLineageOf(object: IcingaObject): readonly IcingaObject[] | undefined {
    const lineage = this.lineageOf(object)
    if (lineage === undefined) return undefined
    const problems = checkObject(lineage)
    this.problems.push(...problems)
    return problems.length === 0 ? lineage : undefined
  }

  private lineageOf(object: IcingaObject): readonly IcingaObject[] | undefined {
    try {
      return this.templates.lineageOf(object)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      // Written as comment: whatever it imports, nobody is bothered.
      if (object.disabled) return [object]
      this.problems.push({
        place: placeOf(object),
        expected: 'imports of templates that exist, without a loop',
        received: error.message,
      })
      return undefined
    }
  }
}

function zoneOf(lineage: readonly IcingaObject[]): string | undefined {
  const zone = inheritedValue(lineage, 'zone')
  return zone.kind === 'value' && typeof zone.value === 'string' && zone.value !== '' ? zone.value : undefined
}

function contentOf(pieces: Piece[]): string {
  return pieces
    .sort((left, right) => compareBytes(left.name, right.name))
    .map((piece) => piece.text)
    .join('')
}

function invalidConfiguration(problems: readonly Problem[]): AppError {
  const lines = problems.slice(0, SHOWN_PROBLEMS).map(problemLine)
  const more = problems.length - lines.length
  return new AppError(
    'config.invalid',
    `Icinga would refuse this configuration: ${lines.join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
    {
      remedy: 'Correct the objects named here, then run the job again; nothing was written',
      details: { problemCount: problems.length, problems: lines },
    },
  )
}
