/** How far a {@link ReadAhead} may be ahead of its reader. */
export interface ReadAheadLimit<Item> {
  /** What an item counts, such as the characters of its rows. */
  sizeOf(item: Item): number
  /** Nothing more is taken once what waits counts so much. */
  readonly most: number
}

/**
 * A stream that is read before anybody asks for it, so that whoever makes it works already while something else is
 * waited for. Once it is asked for, no more is taken than is asked for. To be read or closed, once.
 */
export class ReadAhead<Item> implements AsyncIterable<Item> {
  private readonly iterator: AsyncIterator<Item>
  private readonly waiting: (() => IteratorResult<Item>)[] = []
  private readonly reading: Promise<void>
  private isAskedFor = false

  constructor(
    items: AsyncIterable<Item>,
    private readonly limit: ReadAheadLimit<Item>,
  ) {
    this.iterator = items[Symbol.asyncIterator]()
    this.reading = this.read()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    try {
      this.isAskedFor = true
      await this.reading
      for (;;) {
        const next = this.waiting.shift()?.() ?? (await this.iterator.next())
        if (next.done === true) return
        yield next.value
      }
    } finally {
      await this.close()
    }
  }

  /** Ends the stream; what it does about that does not matter any more. */
  async close(): Promise<void> {
    this.isAskedFor = true
    await this.reading
    await this.iterator.return?.()
  }

  /** Never rejects: a failure waits behind what was read before it, for a reader there may never be. */
  private async read(): Promise<void> {
    let size = 0
    try {
      while (!this.isAskedFor && size < this.limit.most) {
        const next = await this.iterator.next()
        this.waiting.push(() => next)
        if (next.done === true) return
        size += this.limit.sizeOf(next.value)
      }
    } catch (error) {
      this.waiting.push(() => {
        throw error
      })
    }
  }
}
