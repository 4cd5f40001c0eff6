import { checkRowBytes } from './row-size.js'

/**
 * The lines of a text without their line feeds, and without a byte order mark; the last one may be empty.
 *
 * @param chunks UTF-8 that ends between characters
 * @throws AppError `source.row-too-large` naming the line
 */
export async function* textLines(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<string> {
  let rest = ''
  let line = 1
  let isFirst = true
  for await (const chunk of chunks) {
    const text = rest + (isFirst ? chunk.toString('utf8').replace(/^\uFEFF/, '') : chunk.toString('utf8'))
    isFirst = false
    const parts = text.split('\n')
    rest = parts.pop() ?? ''
    yield* parts
    line += parts.length
    checkRowBytes(rest.length, `${name}: line ${line}`)
  }
  yield rest
}
