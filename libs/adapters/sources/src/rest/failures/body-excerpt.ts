const MOST_BYTES = 64 * 1024

/** The beginning of a body that is only looked at; the rest is not read. Never fails: what arrived is what there is. */
export async function bodyExcerpt(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of body) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes >= MOST_BYTES) break
    }
  } catch {
    // A body that breaks off explains as much as it holds.
  }
  return Buffer.concat(chunks).toString('utf8')
}
