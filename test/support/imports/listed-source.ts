import { EventEmitter } from 'node:events'
import { Module } from '@nestjs/common'
import { ImportSource, type ImportSourceContext, type Row } from '@director/kit'
import { z } from 'zod'

const Settings = z.object({
  failAfter: z.int().optional(),
  /** Tells that it `waits` and goes on for ever. */
  waitAfter: z.int().optional(),
})

/** The rows a test lists; may break off or wait to be stopped. */
@ImportSource({ type: 'test.listed', title: 'Listed', suggestedKeyColumn: 'name', settings: Settings })
export class ListedSource {
  static readonly events = new EventEmitter()
  static rows: readonly Row[] = []

  async columns() {
    return ['name']
  }

  async *rows({ settings, signal }: ImportSourceContext<z.infer<typeof Settings>>): AsyncGenerator<Row> {
    for (const [index, row] of ListedSource.rows.entries()) {
      if (index === settings.failAfter) throw new Error('the source died')
      if (index === settings.waitAfter) {
        ListedSource.events.emit('waits')
        await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      }
      yield row
    }
  }
}

/** Brings the source type `test.listed`. */
@Module({ providers: [ListedSource] })
export class ListedSourceModule {}

/** `count` rows with the keys `web1`, `web2`, … */
export function hosts(count: number, fields: Row = {}): readonly Row[] {
  return Array.from({ length: count }, (_none, index) => ({ name: `web${index + 1}`, ...fields }))
}
