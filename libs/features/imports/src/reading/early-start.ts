/**
 * A stream whose first item is asked for before anybody reads it, so that whoever makes it works already. To be read or
 * closed, once.
 */
export class EarlyStart<Item> implements AsyncIterable<Item> {
  private readonly iterator: AsyncIterator<Item>
  private readonly first: Promise<IteratorResult<Item>>

  constructor(items: AsyncIterable<Item>) {
    this.iterator = items[Symbol.asyncIterator]()
    this.first = this.iterator.next()
    // Told to whoever reads; nobody may, when something else fails before.
    this.first.catch(() => undefined)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    try {
      for (let next = await this.first; next.done !== true; next = await this.iterator.next())
        yield next.value
    } finally {
      await this.close()
    }
  }

  /** Ends the stream; what it does about that does not matter any more. */
  async close(): Promise<void> {
    await this.first.catch(() => undefined)
    await this.iterator.return?.()
  }
}
