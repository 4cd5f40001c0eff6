import { AppError } from '@director/errors'
import { MAX_DEPTH } from '../row-size.js'

/** Says what is wrong with an XML file. */
export function explainXmlFailure(error: Error, place: string, line: number, row: number): AppError {
  // The parser puts its own line and column in front.
  const problem = error.message.replace(/^[\d:]+\s*/, '').replace(/\.$/, '')
  const details = { line, row }
  if (/unclosed tag|document must contain a root element|unexpected end/.test(problem)) {
    return new AppError('source.incomplete', `${place}: the file ends too early: ${problem}`, {
      expected: 'a complete XML document',
      received: 'the end of the file',
      remedy: 'Export the file again; it is cut off',
      details,
      cause: error,
    })
  }
  return new AppError('source.malformed', `${place}: not XML: ${problem}`, {
    expected: 'well-formed XML',
    remedy: problem.includes('entity')
      ? 'Write the character itself, or &lt; &gt; &amp; &quot; &apos;: no other entities are known'
      : 'Correct the file or export it again',
    details,
    cause: error,
  })
}

/** Entities can name other files and grow beyond all memory, so that none are defined here. */
export function refusedDoctype(place: string, line: number): AppError {
  return new AppError('source.refused-doctype', `${place}: a document type is refused`, {
    expected: 'XML without <!DOCTYPE …>',
    received: '<!DOCTYPE',
    remedy: 'Export the file without a document type and without entities of its own',
    details: { line },
  })
}

export function wrongEncoding(name: string, encoding: string): AppError {
  return new AppError('source.not-utf8', `${name}: line 1 says the file is not UTF-8`, {
    expected: 'encoding="UTF-8"',
    received: `encoding="${encoding}"`,
    remedy: 'Export the file again as UTF-8',
    details: { line: 1 },
  })
}

export function missingPath(name: string, path: readonly string[]): AppError {
  return new AppError('source.missing-path', `${name} has no element ${path.join('/')}`, {
    expected: 'the element whose children are the rows',
    remedy: 'Correct the path in the settings of the import source; it begins with the root: inventory/hosts',
  })
}

export function notARow(place: string, element: string, row: number): AppError {
  return new AppError('source.not-a-row', `${place}: <${element}> has neither attributes nor children`, {
    expected: 'an element for each row, with attributes or children for its columns',
    received: `<${element}>, which has at most text`,
    remedy: 'Correct the path in the settings of the import source',
    details: { row },
  })
}

export function tooDeep(place: string, line: number): AppError {
  return new AppError('source.too-deep', `${place}: elements are nested too deep`, {
    expected: `at most ${MAX_DEPTH} levels in a row`,
    remedy: 'Correct the file or the path in the settings of the import source',
    details: { line },
  })
}
