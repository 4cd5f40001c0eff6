import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { explainXmlFailure, refusedDoctype } from '../xml/xml-failure.js'

/** What a reader of a part is told; names without their namespace prefix. */
export interface PartReader {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  close(name: string): void
  text(text: string): void
}

/**
 * Reads one XML part of an XLSX file; yields after every chunk, so that what the reader gathered can be taken.
 *
 * @param place file and part, for messages
 * @throws AppError `source.malformed`, `source.incomplete`, `source.refused-doctype`
 */
export async function* readPart(
  chunks: AsyncIterable<Buffer>,
  place: string,
  reader: PartReader,
): AsyncGenerator<number> {
  const parser = new SaxesParser<Record<never, never>>({ position: true })
  const here = () => `${place}: line ${parser.line}`
  parser.on('doctype', () => {
    throw refusedDoctype(here(), parser.line)
  })
  parser.on('error', (error) => {
    throw explainXmlFailure(error, here(), parser.line, 0)
  })
  parser.on('opentag', (tag: SaxesTagPlain) => reader.open(withoutPrefix(tag.name), tag.attributes))
  parser.on('closetag', (tag: SaxesTagPlain) => reader.close(withoutPrefix(tag.name)))
  parser.on('text', (text) => reader.text(text))
  parser.on('cdata', (text) => reader.text(text))
  const decoder = new TextDecoder('utf-8')
  for await (const chunk of chunks) {
    parser.write(decoder.decode(chunk, { stream: true }))
    yield chunk.length
  }
  parser.close()
}

/** The same for parts that are small and read as a whole. */
export async function readWholePart(
  chunks: AsyncIterable<Buffer>,
  place: string,
  reader: PartReader,
): Promise<void> {
  for await (const _length of readPart(chunks, place, reader));
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
